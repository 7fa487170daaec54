package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.testing.ImportConnection;
import sslorders.testing.LogRecorder;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** A client that disconnects during its request causes no error, and the service stops its work. */
@QuarkusTest
class ImportDisconnectTest extends ServiceTest {
    @TestHTTPResource("/ssl/orders/import")
    URI address;

    @Test
    void disconnectDuringImportKeepsCurrentBatch() throws Exception {
        try (LogRecorder log = new LogRecorder();
                Connection other = TestParts.database().connect();
                Statement lock = other.createStatement();
                ImportConnection connection = new ImportConnection(address, orderingToken())) {
            connection.send(importLine("1", capture("1")));
            assertThat(connection.result().orElseThrow()).contains("\"created\"");
            other.setAutoCommit(false);
            lock.execute("select * from certificate_order for update");
            connection.send(importLine("1", capture("1")).replace("host-1", "host-2"));
            await().until(() -> !sessions("wait_event_type = 'Lock'").isEmpty());
            connection.send(importLine("3", capture("3")));

            connection.disconnect();
            other.rollback();

            await().until(() -> !events(log).isEmpty());
            // The service processes the third line only if it reads the line before it detects the disconnect.
            assertThat(events(log))
                    .singleElement()
                    .asString()
                    .matches("INFO An import was aborted after [23] lines: the client disconnected");
            assertThat(rows("select common_name from certificate_order where id = '1'"))
                    .containsExactly(Map.of("common_name", "host-2.acme.example"));
            assertThat(sessions("state like 'idle in transaction%'")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /ssl/orders/import HTTP/1.1 | application/x-ndjson | gzip     | An import was aborted before its first line",
                "PUT /ssl/orders/1 HTTP/1.1       | application/json     | identity | The body of a request was incomplete",
            })
    void disconnectInBodyIsLoggedAsInfo(String request, String mediaType, String encoding, String expected)
            throws Exception {
        try (LogRecorder log = new LogRecorder();
                Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write((request + "\r\nHost: localhost\r\nAuthorization: Bearer " + orderingToken()
                                    + "\r\nContent-Type: "
                                    + mediaType + "\r\nContent-Encoding: " + encoding + "\r\nContent-Length: 100\r\n"
                                    + "Expect: 100-continue\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            // The service sends status 100 at the first read of the body. Earlier disconnects are not logged.
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100");
            socket.getOutputStream().write('{');
            socket.shutdownOutput();

            await().until(() -> !events(log).isEmpty());
            assertThat(events(log)).containsExactly("INFO " + expected + ": the client disconnected");
        }
    }

    private static List<Map<String, String>> sessions(String condition) {
        return rows("select pid from pg_stat_activity where pid <> pg_backend_pid() and " + condition);
    }

    /** Returns the level and message of each log event of the exception mappers, with its stack trace if there is one. */
    private static List<String> events(LogRecorder log) {
        String edge = "sslorders.http.ExceptionMappers ";
        return log.text()
                .lines()
                .filter(line -> line.startsWith(edge))
                .map(line -> line.substring(edge.length()))
                .toList();
    }
}
