package sslorders.durability;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import sslorders.release.Release;
import sslorders.sandbox.ServiceProcess;

/**
 * The jar of the previous release (replica {@code one}) and the jar of this build (replica {@code two}) on one
 * database: an upgrade under load, a time in which both run, and a rollback. {@code make upgrade} builds the jar of
 * the previous release and runs this test.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SideBySideCheck {
    private static final Path OLD_JAR = Path.of("target", "previous-release", ServiceProcess.JAR.toString());
    private static final Release OLD = new Release(System.getProperty("previous.release"));
    private static final List<String> SHOWN = List.of("8001", "8002", "8003", "8004", "8005", "8008", "8010", "8011");

    private static final int FIRST = 10_000;
    private static final int MANY = 100_000;

    private static Cluster cluster;
    private static Verdict verdict;
    private static Customer acme;

    /** Members of previews that the previous release does not have. */
    private static final String ADDED = "recipientCheck";

    /** The responses of the previous release before the upgrade. */
    private static Map<String, JsonNode> before;

    @BeforeAll
    static void restoreAndStart() throws Exception {
        cluster = new Cluster(Path.of("target"));
        verdict = new Verdict(cluster);
        acme = new Customer(cluster, "acme");
        OLD.restore(cluster.database());
        startPreviousRelease(Map.of());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> cluster.rows("select 1 from resend where due_at < now()")
                        .isEmpty());
        before = shownBy("one");
        cluster.ca().wireMock().resetRequests();
    }

    private static void startPreviousRelease(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        if (OLD.hasNoManagementPort()) {
            all.put(
                    ServiceProcess.MANAGEMENT_PORT,
                    String.valueOf(URI.create(cluster.url("one")).getPort()));
        }
        cluster.start("one", OLD_JAR, all);
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    @Order(1)
    void migrationRejectsNoRequestOfThePreviousRelease() throws Exception {
        cluster.addOrders(FIRST, MANY, "ok", "busy", "ok", "no", "ok", "error");
        Load load = new Load(cluster, FIRST, MANY, 4);
        try (load) {
            await("the previous release processes requests")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> load.answers.size() > 200);
            cluster.start("two");
            int then = load.answers.size();
            await("both replicas process requests")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> load.answers.size() > then + 500);
            load.stop();
            verdict.awaitIdle();
        }

        System.out.println("upgrade: " + load.answers.size() + " resends, " + verdict.noResendIsDuplicated());
        verdict.noResendIsLost(load.answers);
        assertThat(load.rejections).isEmpty();
        assertThat(verdict.callers().values()).contains(List.of("one"), List.of("two"));
        assertThat(cluster.rows("select version from flyway_schema_history"))
                .as("the schema was migrated")
                .hasSizeGreaterThan(OLD.migrationCount());
    }

    @Test
    @Order(2)
    void bothReleasesReturnTheSameData() throws Exception {
        assertThat(shownBy("one")).isEqualTo(before);
        Map<String, JsonNode> shownByTwo = shownBy("two");
        assertThat(shownByTwo.get("/8001/fulfillment-email").path(ADDED).asText())
                .isEqualTo("sent-along");
        shownByTwo.values().forEach(SideBySideCheck::removeAddedMembers);
        assertThat(shownByTwo).isEqualTo(before);
    }

    private static void removeAddedMembers(JsonNode shown) {
        if (shown instanceof ObjectNode members) {
            members.remove(List.of(ADDED, "rejectionReason"));
        }
        shown.forEach(SideBySideCheck::removeAddedMembers);
    }

    @Test
    @Order(2)
    void orderCapturedAtOneReplicaIsListedAtTheOther() throws Exception {
        capture("one", "7001");
        capture("two", "7002");

        assertThat(acme.see("two", "/7001").path("adminEmail").asText()).isEqualTo("by-one@acme.example");
        assertThat(acme.see("one", "/7002").path("adminEmail").asText()).isEqualTo("by-two@acme.example");
        capture("two", "7001");
        assertThat(acme.see("one", "/7001").path("adminEmail").asText()).isEqualTo("by-two@acme.example");
    }

    private static void capture(String replica, String order) throws Exception {
        HttpResponse<String> answer = Customer.capture(cluster, replica, order, """
                {"accountId": "acme", "caOrderId": "ok-%1$s", "commonName": "host.acme.example", "certificateType": "dv",
                 "certificateAuthority": "alpha", "status": "issued", "statusAsOf": "2026-11-22T08:00:00Z",
                 "orderedAt": "2026-01-01T00:00:00Z", "adminEmail": "by-%2$s@acme.example"}""".formatted(order, replica));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    @Test
    @Order(2)
    void concurrentRepeatAtBothReleasesMakesOneCall() throws Exception {
        for (int i = 0; i < 20; i++) {
            String order = String.valueOf(7100 + i);
            capture("one", order);
            CompletableFuture<HttpResponse<String>> one = acme.resend("one", order, order);
            CompletableFuture<HttpResponse<String>> two = acme.resend("two", order, order);

            assertThat(one.get().statusCode()).isEqualTo(202);
            assertThat(two.get().statusCode()).isEqualTo(202);
            assertThat(one.get().headers().firstValue("Location"))
                    .isEqualTo(two.get().headers().firstValue("Location"));
            assertThat(calls("ok-" + order)).isEqualTo(1);
        }
    }

    /** Makes the CA accept calls of the other replica only. */
    @Test
    @Order(2)
    void failedAttemptIsCompletedByTheOtherRelease() throws Exception {
        for (String taker : Cluster.REPLICAS) {
            String order = taker.equals("one") ? "7201" : "7202";
            cluster.ca()
                    .wireMock()
                    .stubFor(any(urlPathMatching("/" + taker + "/orders/ok-" + order + "/.*"))
                            .atPriority(0)
                            .willReturn(aResponse().withStatus(503)));
            capture(taker, order);
            assertThat(acme.resend(taker, order, order).get().body()).contains("\"pending\"");

            await().atMost(Duration.ofSeconds(60)).until(() -> status(order).equals("accepted"));
            cluster.ca().reset();
            cluster.stubTheCa();
        }
    }

    @Test
    @Order(3)
    void previousReleaseStartsOnTheNewSchema() throws Exception {
        cluster.replica("one").close();
        cluster.ca()
                .wireMock()
                .stubFor(any(urlPathMatching("/two/.*"))
                        .atPriority(0)
                        .willReturn(aResponse().withStatus(503)));
        assertThat(acme.resend("two", "8005", "written by the new release")
                        .get()
                        .body())
                .contains("\"pending\"");
        cluster.replica("two").close();
        if (!OLD.rollbackSettings().isEmpty()) {
            assertThatThrownBy(() -> startPreviousRelease(Map.of()))
                    .as("the settings are required")
                    .hasMessageContaining("the service has exited");
        }

        startPreviousRelease(OLD.rollbackSettings());

        before.remove("/8005/fulfillment-email");
        before.remove("/8005/fulfillment-email/resends");
        assertThat(shownBy("one")).containsAllEntriesOf(before);
        assertThat(acme.resend("one", "8001", "after the rollback").get().body())
                .contains("\"accepted\"");
        await().atMost(Duration.ofSeconds(30)).until(() -> status("8005").equals("accepted"));
    }

    /** Returns the fixture's orders, from the list and one by one, with previews and histories. */
    private static Map<String, JsonNode> shownBy(String replica) throws Exception {
        Map<String, JsonNode> shown = new TreeMap<>();
        shown.put("", acme.see(replica, "?expiresAfter=2000-01-01T00:00:00Z"));
        for (String order : SHOWN) {
            for (String part : List.of("", "/fulfillment-email", "/fulfillment-email/resends")) {
                shown.put("/" + order + part, acme.see(replica, "/" + order + part));
            }
        }
        // An unknown resend without a final state extends the cool-down from the time of the request.
        shown.remove("/8008/fulfillment-email");
        return shown;
    }

    private static long calls(String caOrderId) {
        return cluster.ca().calls().stream()
                .filter(call -> call.getUrl().contains("/" + caOrderId + "/"))
                .count();
    }

    private static String status(String order) {
        return cluster.rows("select status from resend where order_id = '" + order + "' order by requested_at desc")
                .getFirst()
                .get("status");
    }
}
