package sslorders.order;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sslorders.error.ErrorType.PAYLOAD_TOO_LARGE;
import static sslorders.error.ErrorType.UNAVAILABLE;
import static sslorders.http.ProblemMatcher.urn;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ImportConnection;
import sslorders.testing.ServiceTest;

/** Limits for a single import and for concurrent imports of one replica. */
@QuarkusTest
class ImportLimitsTest extends ServiceTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The default of {@code ssl-orders.http.max-imports}. */
    private static final int MAX_IMPORTS = 4;

    @TestHTTPResource("/ssl/orders/import")
    URI address;

    @BeforeEach
    @AfterEach
    void awaitFreePermits() {
        await().until(() -> {
            List<ImportConnection> all = new ArrayList<>();
            try {
                for (int i = 0; i < MAX_IMPORTS; i++) {
                    all.add(start("probe-" + i));
                }
                return true;
            } catch (IOException | AssertionError busy) {
                return false;
            } finally {
                for (ImportConnection each : all) {
                    each.finish();
                    each.result();
                    each.close();
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " \t\r\n", "x"})
    void decompressionBombEndsWithFailedResult(String repeated) throws Exception {
        byte[] body = gzip(importLine("1", capture("1")) + "\n", repeated, 32L * 1024 * 1024);

        List<String> results = send(gzipRequest(body)).body().lines().toList();

        assertThat(results).hasSize(2);
        assertThat(results.get(0)).contains("\"created\"");
        assertThat(results.get(1)).contains("\"failed\"", urn(PAYLOAD_TOO_LARGE), "ended at line ", "1048576 bytes");
    }

    @Test
    void endlessBlankLinesEndWithFailedResult() throws Exception {
        String body = importLine("1", capture("1")) + "\n" + "\n".repeat(3_000_000);

        List<String> results =
                send(request(body.getBytes(US_ASCII))).body().lines().toList();

        assertThat(results).hasSize(2);
        assertThat(results.get(1)).contains("\"failed\"", "payload-too-large", "\"line\":1048578");
    }

    @Test
    void endlessGzipHeaderIsRejected() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0});
        body.writeBytes("x".repeat(3_000_000).getBytes(US_ASCII));

        assertThat(send(gzipRequest(body.toByteArray())).statusCode()).isEqualTo(400);
    }

    @Test
    void listsAreServedDuringDecompression() throws Exception {
        captured("1", capture("1"));
        as("acme").orders().then().statusCode(200);
        // Each run of blank lines is below the limit, so the imports continue.
        byte[] body = gzip("", "\n".repeat(900_000) + "{}\n", 60L * 1024 * 1024);
        List<CompletableFuture<HttpResponse<String>>> imports = Stream.generate(
                        () -> HTTP.sendAsync(gzipRequest(body).build(), HttpResponse.BodyHandlers.ofString()))
                .limit(MAX_IMPORTS)
                .toList();

        int lists = 0;
        while (imports.stream().noneMatch(CompletableFuture::isDone)) {
            as("acme").orders().then().statusCode(200);
            lists++;
        }

        assertThat(lists).as("list requests while all imports run").isGreaterThan(1);
        for (CompletableFuture<HttpResponse<String>> each : imports) {
            assertThat(each.get().body().lines()).hasSizeGreaterThan(60).allMatch(line -> line.contains("refused"));
        }
    }

    @Test
    void importAboveLimitIsRejectedUnread() throws Exception {
        List<ImportConnection> running = new ArrayList<>();
        for (int i = 0; i < MAX_IMPORTS; i++) {
            running.add(start("running-" + i));
        }

        HttpResponse<String> rejected =
                send(request(importLine("1", capture("1")).getBytes(US_ASCII)));

        assertThat(rejected.statusCode()).isEqualTo(503);
        assertThat(rejected.headers().firstValue("Retry-After")).isPresent();
        assertThat(rejected.body()).contains(urn(UNAVAILABLE));
        assertThat(rows("select id from certificate_order where id = '1'")).isEmpty();
        for (ImportConnection each : running) {
            each.finish();
            assertThat(each.result()).isEmpty();
            each.close();
        }
    }

    @Test
    void permitIsReleasedAfterEachOutcome() throws Exception {
        for (int i = 0; i <= MAX_IMPORTS; i++) {
            assertThat(send(gzipRequest("no gzip".getBytes(US_ASCII))).statusCode())
                    .isEqualTo(400);
            assertThat(send(request("{}".getBytes(US_ASCII)).header("Content-Encoding", "br"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(send(gzipRequest(gzip(importLine("1", capture("1")) + "\n", "\n", 4_000_000)))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(request("{}".getBytes(US_ASCII)).header("Accept", "text/html"))
                            .statusCode())
                    .isEqualTo(406);
            try (ImportConnection client = start("client")) {
                client.disconnect();
            }
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                OutputStream out = socket.getOutputStream();
                out.write(("POST /ssl/orders/import HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + orderingToken()
                                + "\r\nContent-Type: application/x-ndjson\r\nContent-Encoding: gzip\r\n"
                                + "Content-Length: 100\r\n\r\n")
                        .getBytes(US_ASCII));
            }
        }
    }

    /** Starts an import and reads its first result. */
    private ImportConnection start(String id) throws IOException {
        ImportConnection connection = new ImportConnection(address, orderingToken());
        connection.send(importLine(id, capture(id)));
        assertThat(connection.result().orElse("")).contains("\"result\":");
        return connection;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(byte[] body) {
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + orderingToken())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private HttpRequest.Builder gzipRequest(byte[] body) {
        return request(body).header("Content-Encoding", "gzip");
    }

    /** Compresses a text that is followed by repetitions of another text, up to this number of bytes. */
    private static byte[] gzip(String first, String repeated, long bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] block = repeated.repeat(Math.max(1, 65_536 / repeated.length())).getBytes(US_ASCII);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(first.getBytes(US_ASCII));
            for (long written = 0; written < bytes; written += block.length) {
                gzip.write(block);
            }
        }
        return compressed.toByteArray();
    }
}
