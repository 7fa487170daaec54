package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static sslorders.error.ErrorType.ACCOUNT_BUSY;
import static sslorders.error.ErrorType.UNAVAILABLE;
import static sslorders.http.ProblemMatcher.isProblem;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** Admission control, with limits that a test can reach. */
@QuarkusTest
@TestProfile(AdmissionTest.SmallLimits.class)
class AdmissionTest extends ServiceTest {
    /** More connections than any other test opens. */
    static final int CONNECTIONS = 300;

    private static final int MAX_READS = 4;
    private static final int MAX_READS_PER_ACCOUNT = 2;
    private static final int RESPONSES = 100;

    public static final class SmallLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("ssl-orders.admission.max-reads", String.valueOf(MAX_READS)),
                    Map.entry("ssl-orders.admission.max-active-reads", "2"),
                    Map.entry("ssl-orders.admission.max-writes", "4"),
                    Map.entry("ssl-orders.admission.account-share", "0.5"),
                    Map.entry("ssl-orders.admission.database-share", "0.05"),
                    Map.entry("ssl-orders.admission.database-wait", "60s"),
                    Map.entry("ssl-orders.admission.response-timeout", "1s"),
                    Map.entry("ssl-orders.http.body-timeout", "1s"),
                    Map.entry("ssl-orders.http.header-timeout", "1s"),
                    Map.entry("quarkus.http.limits.max-connections", String.valueOf(CONNECTIONS)),
                    // The tests hold locks for longer than the default timeouts.
                    Map.entry("ssl-orders.database.lock-timeout", "60s"),
                    Map.entry("ssl-orders.database.statement-timeout", "60s"));
        }
    }

    @TestHTTPResource
    URI service;

    @Inject
    MeterRegistry meters;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    private Connection database;

    @BeforeEach
    void captureOrder() throws SQLException {
        captured("1001", capture("1001"));
        database = DriverManager.getConnection(
                TestParts.database().jdbcUrl(), EmbeddedDatabase.USERNAME, EmbeddedDatabase.PASSWORD);
        database.setAutoCommit(false);
    }

    @AfterEach
    void assertAllSlotsAreFree() throws SQLException {
        database.close();
        waiting.forEach(CompletableFuture::join);
        http.close();
        await().until(() -> inProgress("reads") == 0 && inProgress("writes") == 0);
    }

    @Test
    void requestAboveLimitIsUnavailableImmediately() throws SQLException {
        blockLists();
        startLists("acme", MAX_READS_PER_ACCOUNT);
        startLists("globex", MAX_READS_PER_ACCOUNT);
        as("initech")
                .orders()
                .then()
                .spec(isProblem(UNAVAILABLE))
                .header("Retry-After", equalTo("5"))
                .header("Cache-Control", equalTo("no-store"))
                .header("Content-Type", equalTo("application/problem+json"))
                .body("instance", equalTo("/ssl/orders"));
        as("initech")
                .orders()
                .header("Accept-Language", "fr-CA, en;q=0.5")
                .then()
                .statusCode(503)
                .header("Content-Language", equalTo("fr"))
                .header("Vary", equalTo("Accept-Language"))
                .body("title", equalTo("Service temporairement indisponible"))
                .body("help", equalTo("/problems/unavailable"));
    }

    @Test
    void exhaustedReadLimitDoesNotBlockWrites() throws SQLException {
        blockLists();
        startLists("acme", MAX_READS_PER_ACCOUNT);
        startLists("globex", MAX_READS_PER_ACCOUNT);
        as("acme")
                .request("POST", "/ssl/orders/..malformed/x/fulfillment-email/resend")
                .then()
                .statusCode(404);
        asAnonymous().resend("1001").then().statusCode(401);
    }

    @Test
    void accountAboveItsShareIsTooBusy() throws SQLException {
        blockLists();
        startLists("acme", MAX_READS_PER_ACCOUNT);
        as("acme").orders().then().spec(isProblem(ACCOUNT_BUSY)).header("Retry-After", notNullValue());
        // The request of another account is admitted: its parameters are validated.
        as("globex").orders().limit(0).then().statusCode(400);
    }

    @Test
    void accountUsesItsShareOfConnections() throws SQLException {
        blockLists();
        startLists("acme", MAX_READS_PER_ACCOUNT);
        await().until(() -> connectionsInUse() == 1);
        startLists("globex", 1);
        await().until(() -> connectionsInUse() == 2);
    }

    @Test
    void readAboveActiveLimitIsQueued() throws SQLException {
        blockLists();
        startLists("acme", 1);
        startLists("globex", 1);
        await().until(() -> connectionsInUse() == 2);
        startLists("initech", 1);
        await().until(() -> gauge("waiting", "reads") == 1);
        database.commit();
        assertThat(waiting)
                .allSatisfy(list -> assertThat(list.join().statusCode()).isEqualTo(200));
    }

    @Test
    void disconnectWhileQueuedFreesSlot() throws SQLException, IOException {
        blockLists();
        startLists("acme", 1);
        startLists("globex", 1);
        await().until(() -> connectionsInUse() == 2);
        try (Socket client = new Socket(service.getHost(), service.getPort())) {
            send(client, "/ssl/orders", "initech");
            await().until(() -> inProgress("reads") == 3);
        }
        await().until(() -> inProgress("reads") == 2);
    }

    @Test
    void disconnectDuringWorkKeepsSlotUntilItEnds() throws SQLException, IOException {
        blockLists();
        try (Socket client = new Socket(service.getHost(), service.getPort())) {
            send(client, "/ssl/orders", "acme");
            await().until(() -> inProgress("reads") == 1);
        }
        await().until(() -> meters.get("http.server.active.requests").gauge().value() == 0);
        assertThat(inProgress("reads")).isEqualTo(1);
    }

    @Test
    void unreadResponseClosesConnectionAfterTimeout() throws IOException {
        for (int i = 0; i < 200; i++) {
            captured("large-" + i, with(capture("large-" + i), "commonName", "x".repeat(250)));
        }
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4096);
            client.connect(new InetSocketAddress(service.getHost(), service.getPort()));
            client.setSoTimeout(60_000);
            // The responses exceed all socket buffers, and the client reads none of them before the timeout of 1 s.
            sendUntilClosed(client, "/ssl/orders?limit=200", "acme");
            assertThat(readToEnd(client)).isLessThan(RESPONSES * 200 * 250);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "x", "{\"accountId\": 1, "})
    void slowBodyIsRejectedAfterTimeout(String beginning) throws IOException {
        try (Socket client = new Socket(service.getHost(), service.getPort())) {
            client.getOutputStream()
                    .write(("PUT /ssl/orders/1001 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 60000\r\nAuthorization: Bearer "
                                    + orderingToken() + "\r\n\r\n" + beginning)
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> {
                client.getOutputStream().write(' ');
                return client.getInputStream().available() > 0;
            });
            byte[] status = client.getInputStream().readNBytes("HTTP/1.1 400".length());
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void everyOutcomeFreesSlot() {
        as("acme").orders().then().statusCode(200);
        as("acme").orders().limit(0).then().statusCode(400);
        asAnonymous().orders().then().statusCode(401);
        asOrdering().orders().then().statusCode(403);
        as("acme").order("none").then().statusCode(404);
        as("acme").get("/none").then().statusCode(404);
        as("acme").request("PATCH", "/ssl/orders/1001").then().statusCode(405);
        as("acme").resend("1001").then().statusCode(202);
        await().until(() -> inProgress("reads") == 0 && inProgress("writes") == 0);
    }

    /** Blocks list queries until the database connection is closed. */
    private void blockLists() throws SQLException {
        try (Statement lock = database.createStatement()) {
            lock.execute("lock table certificate_order in access exclusive mode");
        }
    }

    private void startLists(String account, int count) {
        double before = inProgress("reads");
        for (int i = 0; i < count; i++) {
            waiting.add(http.sendAsync(
                    HttpRequest.newBuilder(service.resolve("/ssl/orders"))
                            .header("Authorization", "Bearer " + token(account))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        await().until(() -> inProgress("reads") == before + count);
    }

    private double connectionsInUse() {
        return meters.get("agroal.active.count").gauge().value();
    }

    private double inProgress(String kind) {
        return gauge("in.progress", kind);
    }

    private double gauge(String name, String kind) {
        return meters.get("ssl.orders.requests." + name)
                .tag("kind", kind)
                .gauge()
                .value();
    }

    private static void sendUntilClosed(Socket client, String path, String account) {
        try {
            for (int i = 0; i < RESPONSES; i++) {
                send(client, path, account);
            }
            await().until(() -> isClosed(client));
        } catch (IOException closed) {
            // The server closed the connection, as expected.
        }
    }

    /** Returns whether the server has reset the connection. Writing to such a connection fails. */
    private static boolean isClosed(Socket client) {
        try {
            client.getOutputStream().write('\n');
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private static void send(Socket client, String path, String account) throws IOException {
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token(account)
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static long readToEnd(Socket client) {
        long bytes = 0;
        byte[] buffer = new byte[8192];
        try {
            for (int read = client.getInputStream().read(buffer);
                    read >= 0;
                    read = client.getInputStream().read(buffer)) {
                bytes += read;
            }
        } catch (IOException reset) {
            return bytes;
        }
        return bytes;
    }

    private static String token(String account) {
        return TestParts.oidc().token(account, Scopes.READ, Scopes.RESEND);
    }
}
