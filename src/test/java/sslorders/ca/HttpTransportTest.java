package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.ca.Outcome.Unknown;
import sslorders.testing.RawServer;
import sslorders.testing.RawServer.Connection;
import sslorders.testing.RawServer.Script;

/** Certainty and duration of a call, for every kind of server failure at every step. */
class HttpTransportTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    /** Tolerance for a busy machine, which runs threads late. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final int LARGEST = 1000;
    private static final CaRequest REQUEST = CaRequest.post("resend").body("text/plain", "body".getBytes());

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /**
     * Points at which a response stops, as the bytes sent until then. The points within the body exist for each
     * status and both framings.
     */
    static Stream<String> beforeTheEndOfTheHead() {
        return Stream.of("", "H", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n")
                .flatMap(head -> Stream.of(head, "HTTP/1.1 100 Continue\r\n\r\n" + head));
    }

    static Stream<String> afterTheHead() {
        return Stream.of(200, 409, 503)
                .flatMap(status -> Stream.of(
                        RawServer.head(status, "Content-Length: 9"),
                        RawServer.head(status, "Content-Length: 9") + "1",
                        RawServer.head(status, "Content-Length: 9") + "12345678",
                        RawServer.head(status, "Transfer-Encoding: chunked"),
                        RawServer.head(status, "Transfer-Encoding: chunked") + "9\r\n",
                        RawServer.head(status, "Transfer-Encoding: chunked") + "9\r\n1234",
                        RawServer.head(status, "Transfer-Encoding: chunked") + "9\r\n123456789\r\n",
                        RawServer.head(status, "Transfer-Encoding: chunked") + "9\r\n123456789\r\n0\r\n",
                        RawServer.head(status, "Connection: close") + "until the connection closes"));
    }

    @ParameterizedTest
    @MethodSource("beforeTheEndOfTheHead")
    void incompleteHeadIsUnknownAndClosed(String sent) {
        try (RawServer server = afterTheRequest(connection -> connection.send(sent))) {
            assertThat(failure(transport(server.url(), LONG, SHORT, 1))).isEqualTo(new Unknown("read timeout"));
            await().until(server::isLeft);
        }
    }

    @ParameterizedTest
    @MethodSource("afterTheHead")
    void incompleteBodyKeepsTheStatusAndIsClosed(String sent) {
        try (RawServer server = afterTheRequest(connection -> connection.send(sent))) {
            HttpTransport transport = transport(server.url(), SHORT, SHORT, 1);
            long start = System.nanoTime();

            Reply reply = transport.exchange(REQUEST, "");

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(transport.longest().plus(SLACK));
            assertThat(reply.status()).isEqualTo(Integer.parseInt(sent.substring(9, 12)));
            assertThat(reply.json()).isEmpty();
            assertThat(reply.isEmpty()).isFalse();
            await().until(server::isLeft);
        }
    }

    @Test
    void slowHeadEndsWithTheReadTimeout() {
        try (RawServer server = afterTheRequest(connection -> {
            connection.send("HTTP/1.1 200 OK\r\nX: ");
            connection.drip("x");
        })) {
            assertThat(failure(transport(server.url(), LONG, SHORT, 1))).isInstanceOf(Unknown.class);
            await().until(server::isLeft);
        }
    }

    @Test
    void slowBodyEndsWithTheReadTimeout() {
        try (RawServer server = afterTheRequest(connection -> {
            connection.send(RawServer.head(409, "Transfer-Encoding: chunked"));
            connection.drip("1\r\n \r\n");
        })) {
            Reply reply = transport(server.url(), LONG, SHORT, 1).exchange(REQUEST, "");

            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.json()).isEmpty();
            await().until(server::isLeft);
        }
    }

    @Test
    void bodyOverTheLimitClosesTheConnection() {
        try (RawServer server = afterTheRequest(connection ->
                connection.send(RawServer.head(200, "Content-Length: 1000000") + "\"" + "x".repeat(LARGEST) + "\""))) {
            Reply reply = transport(server.url(), LONG, LONG, 1).exchange(REQUEST, "");

            assertThat(reply.json()).isEmpty();
            await().until(server::isLeft);
        }
        String largest = "\"" + "x".repeat(LARGEST - 2) + "\"";
        try (RawServer server = afterTheRequest(connection -> connection.send(RawServer.reply(200, largest)))) {
            assertThat(transport(server.url(), LONG, LONG, 1)
                            .exchange(REQUEST, "")
                            .json())
                    .isPresent();
            await().until(server::isLeft);
        }
    }

    @Test
    void sixtyIncompleteBodiesDoNotBlockTheServer() throws Exception {
        AtomicBoolean stops = new AtomicBoolean(true);
        try (RawServer server = afterTheRequest(connection -> connection.send(
                        stops.get() ? RawServer.head(200, "Content-Length: 9") : RawServer.reply(204, "")));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            HttpTransport transport = transport(server.url(), LONG, SHORT, 20);
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                replies.add(threads.submit(() -> transport.exchange(REQUEST, "")));
                if (i % 20 == 19) {
                    for (Future<Reply> reply : replies) {
                        assertThat(reply.get().json()).isEmpty();
                    }
                }
            }

            stops.set(false);
            await().ignoreExceptionsInstanceOf(NoReply.class)
                    .until(() -> transport.exchange(REQUEST, "").status() == 204);
            await().until(server::isLeft);
        }
    }

    @Test
    void hangingHandshakeIsNotExecuted() {
        try (RawServer server = new RawServer("https", ServerSocketFactory.getDefault(), connection -> {})) {
            HttpTransport transport = transport(server.url(), SHORT, LONG, 1);
            long start = System.nanoTime();

            assertThat(failure(transport)).isInstanceOf(NotExecuted.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(SHORT.multipliedBy(2).plus(SLACK));
            await().until(server::isLeft);
        }
    }

    @Test
    void brokenHandshakeIsNotExecuted() {
        for (Script script : List.<Script>of(
                Connection::close,
                Connection::reset,
                connection -> connection.send("HTTP/1.1 400 Bad Request\r\n\r\n"),
                connection -> connection.drip("\u0016\u0003\u0003"))) {
            try (RawServer server = new RawServer("https", ServerSocketFactory.getDefault(), script)) {
                assertThat(failure(transport(server.url(), Duration.ofSeconds(1), LONG, 1)))
                        .isInstanceOf(NotExecuted.class);
                await().until(server::isLeft);
            }
        }
    }

    @Test
    void refusedConnectionAndUnknownHostAreNotExecuted() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(failure(transport("http://localhost:" + free, LONG, LONG, 1)))
                .isInstanceOf(NotExecuted.class);
        assertThat(failure(transport("https://nowhere.invalid", LONG, LONG, 1))).isInstanceOf(NotExecuted.class);
    }

    @Test
    void connectionLostAfterTheRequestIsUnknown() {
        for (Script script : List.<Script>of(
                Connection::close,
                Connection::reset,
                connection -> {
                    connection.send("HTTP/1.1 200 OK\r\n");
                    connection.reset();
                },
                connection -> connection.send("SSH-2.0-OpenSSH\r\n\r\n"),
                connection -> connection.send("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(10_000)))) {
            try (RawServer server = afterTheRequest(script)) {
                assertThat(failure(transport(server.url(), LONG, LONG, 1))).isInstanceOf(Unknown.class);
                await().until(server::isLeft);
            }
        }
    }

    @Test
    void connectionLostInTheBodyKeepsTheStatus() {
        for (Script script :
                List.<Script>of(Connection::close, Connection::reset, connection -> connection.send("x"))) {
            try (RawServer server = afterTheRequest(connection -> {
                connection.send(RawServer.head(409, "Transfer-Encoding: chunked"));
                script.play(connection);
            })) {
                Reply reply = transport(server.url(), LONG, SHORT, 1).exchange(REQUEST, "");

                assertThat(reply.status()).isEqualTo(409);
                assertThat(reply.json()).isEmpty();
            }
        }
    }

    /**
     * The first bytes may then be in the operating system's buffer, where the service cannot determine whether they
     * were sent.
     */
    @Test
    void connectionClosedAtAcceptIsNeverAResponse() {
        for (Script script : List.<Script>of(Connection::close, Connection::reset)) {
            try (RawServer server = new RawServer(script)) {
                assertThat(failure(transport(server.url(), LONG, LONG, 1)))
                        .isInstanceOfAny(Unknown.class, NotExecuted.class);
            }
        }
    }

    @Test
    void callWithoutAFreeConnectionIsNotExecuted() throws Exception {
        try (RawServer server = afterTheRequest(connection -> {});
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            HttpTransport transport = transport(server.url(), SHORT, Duration.ofSeconds(4), 1);
            Future<Outcome> first = threads.submit(() -> failure(transport));
            await().until(() -> !server.connections().isEmpty());

            assertThat(failure(transport)).isEqualTo(new NotExecuted("connect timeout", Optional.empty()));
            assertThat(failure(transport)).isEqualTo(new NotExecuted("no free connection", Optional.empty()));

            // The waiting call now gets a connection, and writes nothing to it.
            assertThat(first.get()).isInstanceOf(Unknown.class);
            await().until(() -> server.connections().size() == 2 && server.isLeft());
            assertThat(server.connections().getLast().text()).isEmpty();
        }
    }

    @Test
    void interruptedCallEndsAndClosesItsConnection() throws Exception {
        try (RawServer server = afterTheRequest(connection -> {})) {
            List<Outcome> outcome = new ArrayList<>();
            Thread caller =
                    Thread.ofVirtual().start(() -> outcome.add(failure(transport(server.url(), LONG, LONG, 1))));
            await().until(() -> !server.connections().isEmpty()
                    && server.connections().getFirst().text().endsWith("body"));
            caller.interrupt();
            caller.join();

            assertThat(outcome).containsExactly(new Unknown("interrupted"));
            await().until(server::isLeft);
        }
    }

    @Test
    void requestIsOneWriteOnItsOwnConnection() {
        try (RawServer server = afterTheRequest(connection -> connection.send(RawServer.reply(204, "")))) {
            HttpTransport transport = transport(server.url() + "/base/", LONG, LONG, 1);
            CaRequest request = REQUEST.header("X-Y", "z").query("q", "a b");
            for (int i = 1; i <= 2; i++) {
                assertThat(transport.exchange(request, "Bearer x").isEmpty()).isTrue();
                int connections = i;
                await().until(() -> server.connections().size() == connections && server.isLeft());
            }

            String port = server.url().substring(server.url().lastIndexOf(':'));
            assertThat(server.connections().getLast().text().lines())
                    .containsExactlyInAnyOrder(
                            "POST /base/resend?q=a+b HTTP/1.1",
                            "User-Agent: ssl-orders/1",
                            "Accept-Encoding: identity",
                            "Content-Type: text/plain",
                            "X-Y: z",
                            "Authorization: Bearer x",
                            "content-length: 4",
                            "host: localhost" + port,
                            "connection: close",
                            "",
                            "body");
        }
    }

    @Test
    void headerThatCannotBeSentIsNotExecuted() {
        try (RawServer server = afterTheRequest(connection -> {})) {
            HttpTransport transport = transport(server.url(), LONG, LONG, 1);

            assertThat(failure(transport, "Bearer a\r\nX: b")).isInstanceOf(NotExecuted.class);
            assertThat(server.connections()).isEmpty();
        }
    }

    /** Reads the request before the tested failure. */
    private static RawServer afterTheRequest(Script script) {
        return new RawServer(connection -> {
            connection.request();
            script.play(connection);
        });
    }

    private static HttpTransport transport(String url, Duration connect, Duration read, int connections) {
        Duration handshake = url.startsWith("https") ? connect : Duration.ZERO;
        return new HttpTransport(
                vertx,
                new HttpClientOptions(),
                URI.create(url),
                new Timeouts(connect, handshake, read),
                connections,
                LARGEST,
                "ssl-orders/1",
                () -> Instant.EPOCH);
    }

    private static Outcome failure(HttpTransport transport) {
        return failure(transport, "");
    }

    private static Outcome failure(HttpTransport transport, String authorization) {
        NoReply none = catchThrowableOfType(NoReply.class, () -> transport.exchange(REQUEST, authorization));
        assertThat(none).isNotNull();
        return none.outcome();
    }
}
