package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static sslorders.error.ErrorType.ACCOUNT_MISMATCH;
import static sslorders.error.ErrorType.ORDER_CHANGED;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/** Captures and imports that change the admin e-mail of an existing order insert one event for each change. */
@QuarkusTest
class AdminEmailEventsTest extends ServiceTest {

    @Test
    void newOrderIsNoEvent() {
        captured("1001", capture("1001"));
        imported(importLine("1002", capture("1002")));

        assertEvents();
    }

    @Test
    void otherChangeIsNoEvent() {
        captured("1001", capture("1001"));
        recapture("adminEmail", "other@acme.example", 200);
        execute("delete from event");

        // The order still has the changed address.
        Map<String, String> order = with(capture("1001"), "adminEmail", "other@acme.example");
        asOrdering().capture("1001", order).then().statusCode(200);
        asOrdering().capture("1001", with(order, "status", "revoked")).then().statusCode(200);
        imported(importLine("1001", with(order, "status", "issued")));

        assertEvents();
    }

    @Test
    void eachChangeOfAddressIsOneEvent() {
        captured("1001", capture("1001"));

        recapture("adminEmail", "other@acme.example", 200);
        recapture("adminEmail", "other@acme.example", 200);
        recapture("adminEmail", null, 200);
        recapture("adminEmail", "admin@acme.example", 200);

        assertEvents("acme 1001 alpha", "acme 1001 alpha", "acme 1001 alpha");
        assertThat(rows("select occurred_at from event order by number"))
                .isEqualTo(rows("select changed_at as occurred_at from admin_email_change order by id"));
        assertThat(rows("select distinct type, resend_id, status, reference, position from event"))
                .hasSize(1)
                .first()
                .satisfies(event -> assertThat(event)
                        .containsEntry("type", "order.admin-email-changed")
                        .containsEntry("resend_id", null)
                        .containsEntry("status", null)
                        .containsEntry("reference", null)
                        .containsEntry("position", null));
    }

    @Test
    void importInsertsEventsOfChangedOrders() {
        for (String id : List.of("1", "2", "3", "4")) {
            captured(id, capture(id));
        }
        captured("5", with(with(capture("5"), "accountId", "globex"), "certificateAuthority", "beta"));

        imported(
                importLine("1", with(capture("1"), "adminEmail", "other@acme.example")),
                importLine("2", capture("2")),
                importLine("3", with(capture("3"), "commonName", "other.example")),
                importLine("4", with(capture("4"), "adminEmail", null)),
                importLine(
                        "5",
                        with(
                                with(with(capture("5"), "accountId", "globex"), "certificateAuthority", "beta"),
                                "adminEmail",
                                "other@globex.example")),
                importLine("6", capture("6")));

        assertThat(events()).containsExactlyInAnyOrder("acme 1 alpha", "acme 4 alpha", "globex 5 beta");
    }

    @Test
    void captureForOtherAccountIsNoEvent() {
        captured("1001", capture("1001"));
        Map<String, String> foreign =
                with(with(capture("1001"), "accountId", "globex"), "adminEmail", "x@globex.example");

        asOrdering().capture("1001", foreign).then().spec(isProblem(ACCOUNT_MISMATCH));
        imported(importLine("1001", foreign));

        assertEvents();
    }

    @Test
    void rejectedCaptureIsNoEvent() {
        captured("1001", capture("1001"));

        asOrdering()
                .capture("1001", with(capture("1001"), "adminEmail", "other@acme.example"))
                .header("If-None-Match", "*")
                .then()
                .spec(isProblem(ORDER_CHANGED));

        assertEvents();
        assertThat(rows("select admin_email from certificate_order"))
                .containsExactly(Map.of("admin_email", "admin@acme.example"));
    }

    @Test
    void failedEventRollsBackTheCapture() {
        captured("1001", capture("1001"));
        execute("alter table event rename to moved");
        try {
            recapture("adminEmail", "other@acme.example", 500);
        } finally {
            execute("alter table moved rename to event");
        }

        assertThat(rows("select admin_email from certificate_order"))
                .containsExactly(Map.of("admin_email", "admin@acme.example"));
        assertThat(rows("select * from admin_email_change")).isEmpty();
    }

    @Test
    void concurrentCapturesInsertOneEventPerChange() throws Exception {
        captured("1001", capture("1001"));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> captures = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                // Five captures have the same address.
                String address = "admin-" + i / 5 + "@acme.example";
                captures.add(threads.submit(() -> recapture("adminEmail", address, 200)));
            }
            for (Future<?> capture : captures) {
                capture.get();
            }
        }

        assertThat(rows("select occurred_at from event order by occurred_at"))
                .hasSizeBetween(8, 40)
                .isEqualTo(rows("select changed_at as occurred_at from admin_email_change order by changed_at"));
    }

    private static void recapture(String property, String value, int status) {
        asOrdering()
                .capture("1001", with(capture("1001"), property, value))
                .then()
                .statusCode(status);
    }

    private static void imported(String... lines) {
        asOrdering().importLines(String.join("\n", lines)).then().statusCode(200);
    }

    private static void assertEvents(String... expected) {
        assertThat(events()).containsExactly(expected);
    }

    private static List<String> events() {
        return rows(
                        "select account_id || ' ' || order_id || ' ' || certificate_authority as event from event order by number")
                .stream()
                .map(row -> row.get("event"))
                .toList();
    }
}
