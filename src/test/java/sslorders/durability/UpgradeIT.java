package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.release.Release;
import sslorders.sandbox.ServiceProcess;

/**
 * The packaged jar works with the data of the previous release, as stored in its fixture. {@code make upgrade} runs
 * that release's own jar together with the jar of this build.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeIT {
    private static final String LONG_WAITS =
            "select 1 from pg_stat_activity where wait_event_type = 'Lock' and now() - query_start > interval '4 s'";

    private static final List<String> SETTINGS =
            List.of("lock_timeout", "idle_in_transaction_session_timeout", "statement_timeout");

    private static Cluster cluster;
    private static Customer acme;

    @BeforeAll
    static void restoreAndMigrate() throws Exception {
        cluster = new Cluster(Path.of("target"));
        acme = new Customer(cluster, "acme");
        Release.previous().restore(cluster.database());
        migrateLongerThanTheStatementTimeout();
    }

    /**
     * Settings as for a large table: outside of migrations, statements, locks and idle transactions have a limit of
     * three seconds.
     */
    private static void migrateLongerThanTheStatementTimeout() throws Exception {
        Map<String, String> shortTimeouts = Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", cluster.database().jdbcUrl() + "?socketTimeout=2",
                "SSL_ORDERS_DATABASE_LOCK_TIMEOUT", "2s",
                "SSL_ORDERS_DATABASE_IDLE_IN_TRANSACTION_TIMEOUT", "3s",
                "SSL_ORDERS_DATABASE_STATEMENT_TIMEOUT", "2s",
                // The first call to a CA is the slowest.
                "SSL_ORDERS_CA_ALPHA_READ_TIMEOUT", "10s");
        try (Connection other = cluster.database().connect();
                Statement blocker = other.createStatement()) {
            other.setAutoCommit(false);
            // This lock also conflicts with the creation of an index.
            blocker.execute("lock table resend in row exclusive mode");
            // The role or the database may also have such settings, for example behind PgBouncer.
            SETTINGS.forEach(
                    setting -> cluster.database().execute("alter database postgres set " + setting + " = '2s'"));
            CompletableFuture<ServiceProcess> starting =
                    CompletableFuture.supplyAsync(() -> cluster.start("one", shortTimeouts));
            await("the migration waits")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> starting.isDone() || !cluster.rows(LONG_WAITS).isEmpty());
            other.rollback();
            starting.join();
        } finally {
            SETTINGS.forEach(setting -> cluster.database().execute("alter database postgres reset " + setting));
        }
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    @Order(1)
    void ordersOfThePreviousReleaseAreListed() throws Exception {
        JsonNode orders = acme.see("one", "").path("orders");

        assertThat(orders.findValuesAsText("id"))
                .containsExactly(
                        "8001", "8002", "8003", "8004", "8005", "8006", "8007", "8008", "8009", "8010", "8011");
        assertThat(orders.path(1).path("adminEmail").asText()).isEqualTo("admin@acme.example");
        assertThat(new Customer(cluster, "globex").see("one", "").findValuesAsText("id"))
                .containsExactly("9001");
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({
        "8002, accepted, 2",
        "8003, rejected, 1",
        "8004, unknown, 1",
        "8005, gave-up, 1",
        "8008, unknown, 1",
    })
    void historyOfThePreviousReleaseIsKept(String order, String status, int attempts) throws Exception {
        JsonNode resend = acme.see("one", "/" + order + "/fulfillment-email/resends")
                .path("resends")
                .path(0);

        assertThat(resend.path("status").asText()).isEqualTo(status);
        assertThat(acme.see(
                                "one",
                                "/" + order + "/fulfillment-email/resends/"
                                        + resend.path("id").asText())
                        .path("attempts"))
                .hasSize(attempts);
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"8009, cool-down", "8010, order-quota", "8011, order-revoked"})
    void limitsOfThePreviousReleaseApply(String order, String reason) throws Exception {
        JsonNode preview = acme.see("one", "/" + order + "/fulfillment-email");
        HttpResponse<String> answer = acme.resend("one", order, "another").get();

        assertThat(preview.path("resendable").asBoolean()).isFalse();
        assertThat(preview.path("reason").asText()).isEqualTo(reason);
        assertThat(answer.statusCode()).isIn(409, 429);
        assertThat(answer.body()).contains(":" + reason + "\"");
    }

    @Test
    @Order(1)
    void keysOfThePreviousReleaseAreRecognized() throws Exception {
        HttpResponse<String> answer = acme.resend("one", "8002", "key-of-8002").get();

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(answer.body()).contains("01900000-0000-7000-8000-000000000002");
        assertThat(cluster.ca().calls()).noneMatch(call -> call.getUrl().contains("8002"));
    }

    @Test
    @Order(1)
    void unfinishedResendsOfThePreviousReleaseEnd() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(status("8006")).as("retried after the upgrade").isEqualTo("accepted");
            assertThat(status("8007")).as("the replica crashed").isEqualTo("unknown");
        });
        assertThat(status("8008")).as("it is reconciled later").isEqualTo("unknown");
        assertThat(cluster.ca().calls().stream().filter(call -> call.getUrl().matches(".*800[678].*")))
                .hasSize(1);
    }

    @Test
    @Order(2)
    void ordersOfThePreviousReleaseAreResent() throws Exception {
        assertThat(acme.resend("one", "8001", "new").get().body()).contains("\"accepted\"");
    }

    /** As after a rollback from a release whose migration follows the rules. */
    @Test
    @Order(3)
    void startsOnTheSchemaOfALaterRelease() throws Exception {
        cluster.database().execute("""
                alter table resend add column of_later text;
                alter table certificate_order add column of_later text not null default '';
                insert into flyway_schema_history select installed_rank + 1, '999', 'later', type, 'V999__later.sql', 1,
                  installed_by, now(), 1, true from flyway_schema_history order by installed_rank desc limit 1""");

        cluster.start("two");

        for (String replica : List.of("one", "two")) {
            assertThat(acme.see(replica, "").path("orders")).hasSize(11);
        }
        assertThat(acme.resend("one", "8005", "later-one").get().body()).contains("\"accepted\"");
        assertThat(acme.resend("two", "8004", "later-two").get().statusCode()).isEqualTo(504);
    }

    private static String status(String order) {
        return cluster.rows("select status from resend where order_id = '" + order + "'")
                .getFirst()
                .get("status");
    }
}
