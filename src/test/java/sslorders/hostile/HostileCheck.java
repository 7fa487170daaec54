package sslorders.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.sandbox.EmbeddedDatabase;

/**
 * Runs each attack alone on one service. Afterwards the service must be alive, ready and without remains of the
 * attack.
 */
class HostileCheck {
    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final long MANY = 1L << 30;

    private static RawCa stopping;
    private static RawCa silent;
    private static RawCa rejecting;
    private static Target target;

    @BeforeAll
    static void start() {
        stopping = new RawCa(RawCa.STOPS);
        silent = new RawCa(RawCa.SILENCE);
        rejecting = new RawCa(RawCa.REJECTED);
        target = new Target(Map.ofEntries(
                Map.entry("SSL_ORDERS_CA_STOPPING_DIALECT", "rest"),
                Map.entry("SSL_ORDERS_CA_STOPPING_URL", "http://localhost:" + stopping.port()),
                Map.entry("SSL_ORDERS_CA_STOPPING_CREDENTIALS_TOKEN", "token"),
                Map.entry("SSL_ORDERS_CA_STOPPING_READ_TIMEOUT", "500ms"),
                // Prevents the circuit breaker from opening, so that all calls reach the CA.
                Map.entry("SSL_ORDERS_CA_STOPPING_CIRCUIT_VOLUME", "100000"),
                Map.entry("SSL_ORDERS_CA_SILENT_DIALECT", "rest"),
                Map.entry("SSL_ORDERS_CA_SILENT_URL", "https://localhost:" + silent.port()),
                Map.entry("SSL_ORDERS_CA_SILENT_CREDENTIALS_TOKEN", "token"),
                Map.entry("SSL_ORDERS_CA_REJECTING_DIALECT", "rest"),
                Map.entry("SSL_ORDERS_CA_REJECTING_URL", "http://localhost:" + rejecting.port()),
                Map.entry("SSL_ORDERS_CA_REJECTING_CREDENTIALS_TOKEN", "token")));
    }

    @AfterAll
    static void end() throws IOException {
        target.close();
        stopping.close();
        silent.close();
        rejecting.close();
    }

    @AfterEach
    void targetIsUnharmed() throws IOException, InterruptedException {
        target.isUnharmed();
    }

    @ParameterizedTest
    @CsvSource({"400, 200", "1000, 50", "1900, 1"})
    void overloadOfListsIsRejected(int clients, int limit) throws InterruptedException {
        try (Flood flood = new Flood(target)) {
            flood.lists(clients, limit, A_WHILE);
            System.out.println(clients + " clients list " + limit + ": " + flood);
            assertThat(flood.count(200)).isGreaterThan(100);
            assertThat(flood.count(503)).isPositive();
            assertThat(flood.count(500)).isZero();
        }
    }

    @Test
    void slowReadersOfListsAreDisconnected() throws IOException, InterruptedException {
        try (Sockets clients = new Sockets(target.port())) {
            for (int i = 0; i < 500; i++) {
                Socket client = clients.connect();
                for (int request = 0; request < 5; request++) {
                    Sockets.write(client, Sockets.get("/ssl/orders?limit=200", target.token("account-" + i)));
                }
            }
            await("all of them are disconnected or served")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> {
                        return target.metric("ssl_orders_requests_in_progress") == 0;
                    });
        }
    }

    @Test
    void documentRequestsUseNoMemory() throws IOException, InterruptedException {
        assertThat(statusOf("/q/openapi")).isEqualTo(404);
        assertThat(statusOf("/q/swagger-ui/")).isEqualTo(404);
    }

    private static int statusOf(String path) throws IOException, InterruptedException {
        return target.send(
                        HttpRequest.newBuilder(URI.create(target.url() + path)).build())
                .statusCode();
    }

    @Test
    void inventedMethodsAndPathsAreNoMetricLabels() throws IOException, InterruptedException {
        try (Sockets clients = new Sockets(target.port())) {
            Socket client = clients.connect();
            for (int i = 0; i < 20_000; i++) {
                String method = i % 2 == 0 ? "FLOOD" + i : "PATCH";
                if (!Sockets.write(
                        client, method + " /ssl/orders/flood" + i + " HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
                    client = clients.connect();
                }
                if (i % 100 == 99) {
                    client.getInputStream().skip(client.getInputStream().available());
                }
            }
        }
        target.list("account-1");
        assertThat(target.metrics()).doesNotContainIgnoringCase("flood").contains("uri=\"/ssl/orders\"");
    }

    /** With TLS, connections beyond the limit do not begin a handshake. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectionsThatSendSingleBytesAreLimited(boolean tls) throws IOException, InterruptedException {
        String beginning = tls ? "\u0016\u0003\u0001" : "GET /ssl/orders HTTP/1.1\r\nX-";
        try (Sockets clients = new Sockets(tls ? target.tlsPort() : target.port())) {
            for (int i = 0; i < 3000; i++) {
                Sockets.write(clients.connect(), beginning);
            }
            await("connections beyond the limit are closed")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> clients.alive() <= 2048);
            await("the others are closed after the timeout")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        clients.writeToAll("x");
                        return clients.alive() == 0;
                    });
        }
        await("new connections are accepted again")
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    try {
                        return target.list("account-1").statusCode() == 200;
                    } catch (IOException closed) {
                        return false;
                    }
                });
    }

    @Test
    void http2WithoutTlsIsNotSupported() throws IOException {
        try (Sockets clients = new Sockets(target.port())) {
            Socket client = clients.connect();
            Sockets.write(client, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(Sockets.statusLine(client)).contains("400 Bad Request");
        }
    }

    /** Opens 100 connections with the maximum number of streams. Each stream begins a body and has no token. */
    @Test
    void floodOfHttp2StreamsIsRejected() throws Exception {
        try (Http2Flood flood = new Http2Flood(target.tlsPort(), 100)) {
            flood.start(10_000);
            await("streams get responses").atMost(Duration.ofSeconds(60)).until(() -> flood.responses() > 3000);
            for (int i = 0; i < 20; i++) {
                assertThat(target.list("account-4").statusCode()).isIn(200, 503);
            }
            System.out.println("HTTP/2: " + flood);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "x", " "})
    void gzipBombEndsOnlyItsOwnImport(String letter) throws Exception {
        byte[] bomb = bomb(letter);
        List<CompletableFuture<HttpResponse<String>>> imports = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            imports.add(CompletableFuture.supplyAsync(() -> importOf(bomb), Thread::startVirtualThread));
        }
        while (!imports.stream().allMatch(CompletableFuture::isDone)) {
            long start = System.nanoTime();
            assertThat(target.list("account-2").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(target.isReady()).isTrue();
        }
        for (CompletableFuture<HttpResponse<String>> ended : imports) {
            assertThat(ended.join().statusCode()).isEqualTo(200);
            assertThat(ended.join().body().strip().lines().toList().getLast()).contains("\"failed\"");
        }
    }

    private static byte[] bomb(String letter) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            byte[] chunk = new byte[1 << 20];
            Arrays.fill(chunk, (byte) letter.charAt(0));
            for (long written = 0; written < MANY; written += chunk.length) {
                gzip.write(chunk);
            }
        }
        return compressed.toByteArray();
    }

    private static HttpResponse<String> importOf(byte[] body) {
        try {
            return target.send(HttpRequest.newBuilder(URI.create(target.url() + "/ssl/orders/import"))
                    .timeout(Duration.ofMinutes(2))
                    .header("Authorization", "Bearer " + target.captureToken())
                    .header("Content-Type", "application/x-ndjson")
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void incompleteCaResponsesLeakNoConnection() throws Exception {
        move("stopping", 3000, 3070);
        for (int order = 3000; order < 3060; order++) {
            assertThat(target.resend("account-" + order % Target.ACCOUNTS, order)
                            .statusCode())
                    .isEqualTo(504);
        }
        stopping.respond(RawCa.ACCEPTED);
        assertThat(target.resend("account-" + 3065 % Target.ACCOUNTS, 3065).statusCode())
                .isEqualTo(202);
        assertThat(target.resend("account-" + 3066 % Target.ACCOUNTS, 3066).body())
                .contains("\"accepted\"");
        stopping.respond(RawCa.STOPS);
    }

    @Test
    void hangingTlsHandshakeIsNotExecuted() throws Exception {
        move("silent", 4000, 4001);
        HttpResponse<String> response = target.resend("account-0", 4000);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("\"pending\"");
    }

    @Test
    void rejectedResendsOfAnAccountAreLimited() throws Exception {
        target.database()
                .execute("update certificate_order set certificate_authority = 'rejecting', account_id = 'account-490'"
                        + " where id = any (array(select i::text from generate_series(5000, 5300) i))");
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int order = 5000; order < 5300; order++) {
                int id = order;
                answers.add(CompletableFuture.supplyAsync(
                        () -> statusOfResend("account-490", id), Thread::startVirtualThread));
            }
        }
        // With so many requests at once, some are rejected by admission control or by the bulkhead.
        assertThat(answers).allMatch(answer -> List.of(202, 409, 429, 503).contains(answer.join()));
        // The limit, plus the requests that were in progress when it was reached.
        assertThat(rejecting.calls()).isLessThan(150);
    }

    @Test
    void stuckTransactionDelaysOnlyItsOwnAccount() throws Exception {
        try (Connection stuck = DriverManager.getConnection(
                target.database().jdbcUrl(), EmbeddedDatabase.USERNAME, EmbeddedDatabase.PASSWORD)) {
            stuck.setAutoCommit(false);
            lockAccount(stuck, "account-8");
            long end = System.nanoTime() + A_WHILE.toNanos();
            List<CompletableFuture<Integer>> blocked = new ArrayList<>();
            while (System.nanoTime() < end) {
                blocked.add(CompletableFuture.supplyAsync(
                        () -> statusOfResend("account-8", 8), Thread::startVirtualThread));
                long start = System.nanoTime();
                assertThat(target.list("account-9").statusCode()).isEqualTo(200);
                assertThat(target.list("account-8").statusCode()).isEqualTo(200);
                assertThat(target.isReady()).isTrue();
                assertThat(target.metric("agroal_active_count")).isLessThan(5);
                await().pollDelay(Duration.ofMillis(500)).until(() -> System.nanoTime() > start);
            }
            assertThat(blocked).allMatch(answer -> answer.join() == 503 || answer.join() == 429);
        }
    }

    private static int statusOfResend(String account, long order) {
        try {
            return target.resend(account, order).statusCode();
        } catch (IOException | InterruptedException e) {
            return 0;
        }
    }

    private static void lockAccount(Connection session, String account) throws SQLException {
        try (var lock = session.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, account);
            lock.execute();
        }
    }

    @Test
    void slowQueriesOfOneAccountDoNotBlockOthers() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
        target.database().execute("""
                insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,
                  certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at)
                select 'big-' || i, 'big', 'CA-' || i, 'host-' || i || '.customer.example', 'domain-validated', 'alpha',
                  'issued', now(), now(), now() + i * interval '1 minute', null, now() from generate_series(1, 500000) i""");
        for (int i = 0; i < 40; i++) {
            slow.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return target.send(target.request("/ssl/orders?status=revoked&commonName=none", "big")
                                    .build());
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    Thread::startVirtualThread));
        }
        int served = 0;
        while (!slow.stream().allMatch(CompletableFuture::isDone)) {
            assertThat(target.list("account-3").statusCode()).isEqualTo(200);
            served++;
        }
        System.out.println(served + " lists of another account during 40 slow ones");
        assertThat(slow)
                .allMatch(
                        answer -> List.of(200, 429, 503).contains(answer.join().statusCode()));
    }

    private static void move(String authority, int from, int to) {
        target.database()
                .execute("update certificate_order set certificate_authority = '" + authority
                        + "' where id = any (array(select i::text from generate_series(" + from + ", " + to + ") i))");
    }
}
