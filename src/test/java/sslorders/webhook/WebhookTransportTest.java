package sslorders.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.RawServer;
import sslorders.testing.RawServer.Script;

/** One call to a receiver that behaves in every possible way. */
class WebhookTransportTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Tolerance for a busy machine, which runs threads late. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final String PASSWORD = "only-for-this-run";

    @TempDir
    static Path folder;

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void requestHasHeadersBodyAndQuery() throws Exception {
        try (RawServer server = answering(RawServer.reply(200, "ok"))) {
            assertThat(post(server.url() + "/events?key=1")).isEqualTo(response(200));

            String request = server.connections().getFirst().text();
            assertThat(request)
                    .startsWith("POST /events?key=1 HTTP/1.1\r\n")
                    .contains("webhook-id: 1\r\n", "User-Agent: ssl-orders/test\r\n")
                    .containsIgnoringCase(
                            "host: localhost:" + URI.create(server.url()).getPort() + "\r\n")
                    .endsWith("\r\n\r\nbody of ümlauts".replace("ü", "\u00c3\u00bc"));
            await().until(server::isLeft);
        }
    }

    @Test
    void urlWithoutPathUsesTheRoot() throws Exception {
        try (RawServer server = answering(RawServer.reply(204, ""))) {
            assertThat(post(server.url())).isEqualTo(response(204));
            assertThat(server.connections().getFirst().text()).startsWith("POST / HTTP/1.1\r\n");
        }
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        try (RawServer target = answering(RawServer.reply(200, "ok"));
                RawServer server =
                        answering(RawServer.head(307, "Location: " + target.url() + "/other\r\nContent-Length: 0"))) {
            assertThat(post(server.url())).isEqualTo(response(307));
            assertThat(target.connections()).isEmpty();
        }
    }

    @Test
    void retryAfterIsRead() throws Exception {
        try (RawServer server = answering(RawServer.head(503, "Retry-After: 90\r\nContent-Length: 0"))) {
            assertThat(post(server.url()).retryDelay()).contains(Duration.ofSeconds(90));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"})
    void receiverWithoutResponseTimesOut(String sent) throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.send(sent);
        })) {
            long start = System.nanoTime();

            assertThat(post(server.url())).isEqualTo(new Answer.NoResponse("timeout"));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, TIMEOUT.plus(SLACK));
            await().until(server::isLeft);
        }
    }

    @Test
    void slowHeadTimesOut() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\r\nX: ");
            connection.drip("y");
        })) {
            assertThat(post(server.url())).isEqualTo(new Answer.NoResponse("timeout"));
            await().until(server::isLeft);
        }
    }

    @Test
    void endlessBodyKeepsTheStatusAndIsClosed() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            connection.drip("x".repeat(8192));
        })) {
            assertThat(post(server.url())).isEqualTo(response(200));
            await().until(server::isLeft);
        }
    }

    @Test
    void stalledBodyKeepsTheStatusAndIsClosed() throws Exception {
        try (RawServer server = answering(RawServer.head(500, "Content-Length: 9") + "1")) {
            long start = System.nanoTime();

            assertThat(post(server.url())).isEqualTo(response(500));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
            await().until(server::isLeft);
        }
    }

    @Test
    void closedConnectionIsNoResponse() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.reset();
        })) {
            assertThat(post(server.url()).describe()).startsWith("connection failed, ");
        }
        assertThat(post("http://localhost:9").describe()).startsWith("connection failed, ");
    }

    @Test
    void garbageIsNoResponseAndNotDescribed() throws Exception {
        try (RawServer server = answering("<html>secret</html>\r\n\r\n")) {
            assertThat(post(server.url()).describe()).doesNotContain("secret", "html");
            await().until(server::isLeft);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://10.0.0.1", "https://169.254.169.254/latest", "https://[fd00::1]", "https://2130706433"})
    void addressThatIsNotAllowedIsNotCalled(String url) throws Exception {
        assertThat(post(url)).isEqualTo(new Answer.NoResponse("address not allowed"));
    }

    @Test
    void hostIsResolvedOnceForCheckAndConnection() throws Exception {
        AtomicInteger resolved = new AtomicInteger();
        try (RawServer server = answering(RawServer.reply(200, "ok"))) {
            // A second resolution would return the address of the server.
            ReceiverAddresses rebinding = new ReceiverAddresses(host -> new InetAddress[] {
                InetAddress.getByName(resolved.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1")
            });

            assertThat(post(server.url(), new HttpClientOptions(), rebinding).describe())
                    .startsWith("connection failed");
            assertThat(server.connections()).isEmpty();
            assertThat(resolved).hasValue(1);
            assertThat(post(server.url(), new HttpClientOptions(), rebinding)).isEqualTo(response(200));
        }
    }

    @Test
    void certificateOfTheHostIsRequired() throws Exception {
        certificate();
        HttpClientOptions trusting = new HttpClientOptions()
                .setTrustOptions(new PfxOptions()
                        .setPath(folder.resolve("receiver-truststore.p12").toString())
                        .setPassword(PASSWORD));
        try (RawServer server = new RawServer("https", tls().getServerSocketFactory(), connection -> {
            connection.request();
            connection.send(RawServer.reply(204, ""));
        })) {
            String otherName = server.url().replace("localhost", "127.0.0.1");
            ReceiverAddresses real = new ReceiverAddresses(InetAddress::getAllByName);

            assertThat(post(server.url(), new HttpClientOptions(trusting), real))
                    .isEqualTo(response(204));
            assertThat(post(otherName, new HttpClientOptions(trusting), real))
                    .isEqualTo(new Answer.NoResponse("TLS handshake failed"));
            assertThat(post(server.url(), new HttpClientOptions(), real))
                    .isEqualTo(new Answer.NoResponse("TLS handshake failed"));
        }
    }

    private static void certificate() throws Exception {
        new CertificateGenerator(folder, true)
                .generate(new CertificateRequest()
                        .withName("receiver")
                        .withCN("localhost")
                        .withPassword(PASSWORD)
                        .withFormat(Format.PKCS12)
                        .withSubjectAlternativeName("DNS:localhost"));
    }

    private static SSLContext tls() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(folder.resolve("receiver-keystore.p12"))) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static RawServer answering(String response) {
        Script script = connection -> {
            connection.request();
            connection.send(response);
        };
        return new RawServer(script);
    }

    private static Answer response(int status) {
        return new Answer.Response(status, Optional.empty());
    }

    private static Answer post(String url) throws InterruptedException {
        return post(url, new HttpClientOptions(), new ReceiverAddresses(InetAddress::getAllByName));
    }

    private static Answer post(String url, HttpClientOptions options, ReceiverAddresses addresses)
            throws InterruptedException {
        WebhookEndpoint endpoint =
                WebhookConfigs.endpoint(url, Map.of("timeout", url.startsWith("https") ? "5s" : "500ms"));
        WebhookTransport transport =
                new WebhookTransport(vertx, options, endpoint, addresses, "ssl-orders/test", InstantSource.system());
        return transport.post(Map.of("webhook-id", "1"), "body of ümlauts", 0);
    }
}
