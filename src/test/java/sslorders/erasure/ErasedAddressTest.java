package sslorders.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.resend.RelayScheduler;
import sslorders.testing.ImportConnection;
import sslorders.testing.LogRecorder;
import sslorders.testing.TestParts;

/** After an erasure, the address is in no row, log line or metric, and in no response. */
@QuarkusTest
class ErasedAddressTest extends ErasureTest {
    /** The local parts of all addresses of the order. They occur nowhere else. */
    private static final List<String> LOCAL_PARTS = List.of("Kv7first", "kv7second", "kv7third");

    @TestHTTPResource("/ssl/orders/import")
    URI address;

    @Inject
    RelayScheduler scheduler;

    @TestHTTPResource(value = "/q/metrics", management = true)
    URI metrics;

    @ParameterizedTest
    @ValueSource(strings = {"order", "account"})
    void erasedAddressIsNowhere(String scope) throws Exception {
        try (LogRecorder log = new LogRecorder()) {
            writeAddressesEverywhere();
            assertThat(everyRow()).contains(LOCAL_PARTS).contains("public.resend {", "public.idempotency_key {");

            erase(scope);

            assertAbsent("rows", ErasedAddressTest::everyRow);
            assertAbsent("metrics", () -> RestAssured.get(metrics).asString());
            assertAbsent(
                    "responses",
                    () -> as("acme").resends().send().asString()
                            + as("acme").orders().send().asString()
                            + as("acme").history("7001").send().asString()
                            + as("acme").addressChanges("7001").send().asString());
            assertThat(lines(log)).containsIgnoringCase("eras");
            assertAbsent("log", () -> lines(log));
        }
    }

    /** Uses an address in each request that can contain one. */
    private void writeAddressesEverywhere() throws Exception {
        captured("7001", "adminEmail", address(0));
        resendAs(address(0), "7001", address(0)).then(202);
        clock.set(clock.instant().plusSeconds(3600));
        asOrdering()
                .capture("7001", with(capture("7001"), "adminEmail", address(1)))
                .then()
                .statusCode(200);
        try (ImportConnection connection = new ImportConnection(address, orderingToken())) {
            connection.send(importLine("7001", with(capture("7001"), "adminEmail", address(2))));
            assertThat(connection.result().orElseThrow()).contains("\"replaced\"");
            connection.send(importLine("7002", with(capture("7002"), "adminEmail", address(2) + " invalid")));
            assertThat(connection.result().orElseThrow()).contains("\"refused\"");
            connection.finish();
        }
        asOrdering()
                .capture("7001", with(capture("7001"), "adminEmail", address(2) + "@"))
                .then()
                .statusCode(400);
        as("acme").resend("7001").expecting(address(0)).then().statusCode(412);
        resendAs("acme-portal", "7001", address(2)).then(202);
    }

    private Resend resendAs(String subject, String order, String recipient) {
        String token = TestParts.oidc()
                .token(
                        subject,
                        List.of("ssl-orders"),
                        Map.of("scope", Scopes.RESEND, "account_id", "acme", "act", Map.of("sub", "app " + recipient)),
                        600);
        return status -> asBearer(token)
                .resend(order)
                .withKey("retry of " + recipient)
                .expecting(recipient)
                .then()
                .statusCode(status);
    }

    private interface Resend {
        void then(int status);
    }

    private void erase(String scope) {
        if (scope.equals("order")) {
            asOrdering().eraseOrder("7001").then().statusCode(204);
        } else {
            asOrdering().eraseAccount("acme").then().statusCode(202);
            await().untilAsserted(() -> {
                clock.set(clock.instant().plusSeconds(10));
                scheduler.pollNow();
                asOrdering().erasure("acme").then().body("status", equalTo("completed"));
            });
        }
    }

    private static String address(int number) {
        return LOCAL_PARTS.get(number) + "@acme.example";
    }

    /**
     * Returns the log of the service and its scheduler. The stub CA and the HTTP client of the test run in the same process. The driver
     * logs parameters at a level that the build removes.
     */
    private static String lines(LogRecorder log) {
        return log.text()
                .lines()
                .filter(line -> line.startsWith("sslorders.")
                        || line.startsWith("io.quarkus.")
                        || line.startsWith("com.github."))
                .collect(Collectors.joining("\n"));
    }

    private static void assertAbsent(String place, Supplier<String> content) {
        assertThat(content.get()).as(place).isNotEmpty();
        LOCAL_PARTS.forEach(local -> assertThat(content.get()).as(place).doesNotContainIgnoringCase(local));
    }

    /** Returns all values of all columns of all tables, as in the data of a dump. */
    static String everyRow() {
        StringBuilder all = new StringBuilder();
        for (Map<String, String> table : rows("select format('%I.%I', table_schema, table_name) as name"
                + " from information_schema.tables where table_type = 'BASE TABLE'"
                + " and table_schema not in ('pg_catalog', 'information_schema')")) {
            rows("select cast(to_jsonb(t) as text) as row from " + table.get("name") + " as t")
                    .forEach(row -> all.append(table.get("name"))
                            .append(' ')
                            .append(row.get("row"))
                            .append('\n'));
        }
        assertThat(all).contains("public.erasure_key {", "public.flyway_schema_history {");
        return all.toString();
    }

    /** docs/data.md: the statistics contain common values until the next analysis. */
    @Test
    void statisticsContainNoAddressAfterAnalyze() {
        captured("7001", "adminEmail", address(0));
        as("acme").resend("7001").then().statusCode(202);
        as("acme").resend("1001").then().statusCode(202);
        execute("analyze certificate_order, resend");
        assertThat(statistics()).contains(LOCAL_PARTS.getFirst());

        asOrdering().eraseOrder("7001").then().statusCode(204);
        execute("analyze certificate_order, resend");

        assertThat(statistics()).contains("admin@acme.example").doesNotContain(LOCAL_PARTS.getFirst());
    }

    private static String statistics() {
        return rows("select most_common_vals, histogram_bounds from pg_stats where schemaname = 'public'")
                .toString();
    }

    @Test
    void everyTableIsSearched() {
        changeAddress("kv7second@acme.example");

        assertThat(everyRow()).contains("public.certificate_order {", "public.admin_email_change {", "kv7second");
    }
}
