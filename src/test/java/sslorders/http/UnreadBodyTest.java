package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.testing.ServiceTest;

/** If the response is sent before the body ends, the rest of the body is not buffered. */
@QuarkusTest
class UnreadBodyTest extends ServiceTest {
    private static final int MEBIBYTES = 96;

    @ParameterizedTest
    @CsvSource({
        "PUT /ssl/orders/1, application/json, 400",
        "POST /ssl/orders/import, application/x-ndjson, 200",
    })
    void restOfRejectedBodyIsDiscarded(String operation, String mediaType, int status) throws IOException {
        byte[] chunk = ("100000\r\n" + "\n".repeat(0x100000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write((operation + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + orderingToken() + "\r\nContent-Type: " + mediaType
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n]\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(chunk);
            out.write(chunk);
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 " + status);
            long before = usedHeap();
            for (int i = 0; i < MEBIBYTES; i++) {
                out.write(chunk);
            }

            assertThat(usedHeap() - before).isLessThan(MEBIBYTES * 1024L * 1024 / 2);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
