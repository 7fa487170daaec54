package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.ACCOUNT_MISMATCH;
import static sslorders.error.ErrorType.FOREIGN_ACCOUNT;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import sslorders.account.Scopes;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;
import sslorders.testing.TestParts;

@QuarkusTest
class CaptureOrderTest extends ServiceTest {

    @Test
    void newOrderIsCreatedAndReturned() {
        Map<String, Object> response = asOrdering()
                .capture("1001", capture("1001"))
                .then()
                .statusCode(201)
                .body("capturedAt", equalTo("2026-11-22T09:00:00Z"))
                .extract()
                .jsonPath()
                .getMap("");

        assertThat(response)
                .isEqualTo(as("acme").order("1001").send().jsonPath().getMap(""));
        assertThat(rows("select account_id, ca_order_id from certificate_order"))
                .containsExactly(Map.of("account_id", "acme", "ca_order_id", "CA-1001"));
    }

    @Test
    void repeatedCaptureChangesNothing() {
        captured("1001", capture("1001"));
        var before = rows("select *, xmin from certificate_order");
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));

        asOrdering()
                .capture("1001", capture("1001"))
                .then()
                .statusCode(200)
                .body("capturedAt", equalTo("2026-11-22T09:00:00Z"));

        assertThat(rows("select *, xmin from certificate_order")).isEqualTo(before);
    }

    @Test
    void differentCaptureReplacesWholeOrder() {
        captured("1001", capture("1001"));
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        var revoked = with(with(capture("1001"), "status", "revoked"), "adminEmail", null);

        asOrdering()
                .capture("1001", revoked)
                .then()
                .statusCode(200)
                .body("status", equalTo("revoked"))
                .body("$", not(hasKey("adminEmail")))
                .body("capturedAt", equalTo("2026-11-22T10:00:00Z"));

        assertThat(rows("select * from certificate_order")).hasSize(1);
    }

    @Test
    void adminEmailChangeIsRecordedWithItsAuthor() {
        captured("1001", capture("1001"));
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        recapture("status", "reissue-pending");
        assertThat(rows("select * from admin_email_change")).isEmpty();

        recapture("adminEmail", "other@acme.example");
        recapture("adminEmail", null);
        recapture("adminEmail", "admin@acme.example");

        assertThat(rows("select previous, replaced_by from admin_email_change order by id"))
                .extracting(row -> row.get("previous") + " " + row.get("replaced_by"))
                .containsExactly(
                        "admin@acme.example other@acme.example", "other@acme.example null", "null admin@acme.example");
        assertThat(rows("select distinct account_id, order_id, changed_by,"
                        + " date_trunc('second', changed_at) = '2026-11-22 10:00:00+00' as then"
                        + " from admin_email_change"))
                .containsExactly(
                        Map.of("account_id", "acme", "order_id", "1001", "changed_by", "ordering", "then", "t"));
    }

    @Test
    void resendKeepsRecipientWhenOrderChanges() {
        captured("1001", capture("1001"));
        String resend = as("acme").resend("1001").send().header("Location");

        recapture("adminEmail", "other@acme.example");

        as("acme").get(resend).then().body("recipient", equalTo("admin@acme.example"));
        as("acme").preview("1001").then().body("recipient", equalTo("other@acme.example"));
    }

    @Test
    void concurrentCapturesRecordEachAddressChange() throws Exception {
        captured("1001", capture("1001"));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> captures = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String address = "admin-" + i + "@acme.example";
                captures.add(threads.submit(() -> recapture("adminEmail", address)));
            }
            for (Future<?> capture : captures) {
                capture.get();
            }
        }

        List<Map<String, String>> changes = rows("select previous, replaced_by from admin_email_change order by id");
        assertThat(changes).hasSize(40);
        assertThat(changes.getFirst()).containsEntry("previous", "admin@acme.example");
        for (int i = 1; i < 40; i++) {
            assertThat(changes.get(i))
                    .containsEntry("previous", changes.get(i - 1).get("replaced_by"));
        }
    }

    private static void recapture(String property, String value) {
        asOrdering()
                .capture("1001", with(capture("1001"), property, value))
                .then()
                .statusCode(200);
    }

    @Test
    void timesOfTheSameMicrosecondAreTheSameCapture() {
        captured("1001", "expiresAt", "2027-01-01T02:00:00.1234567+02:00");

        asOrdering()
                .capture("1001", with(capture("1001"), "expiresAt", "2027-01-01T00:00:00.123456Z"))
                .then()
                .statusCode(200)
                .body("expiresAt", equalTo("2027-01-01T00:00:00.123456Z"))
                .body("capturedAt", equalTo("2026-11-22T09:00:00Z"));
    }

    @Test
    void captureForOtherAccountIsRejected() {
        captured("1001", capture("1001"));
        var before = rows("select * from certificate_order");

        asOrdering()
                .capture("1001", with(capture("1001"), "accountId", "globex"))
                .then()
                .spec(isProblem(ACCOUNT_MISMATCH));

        assertThat(rows("select * from certificate_order")).isEqualTo(before);
    }

    @Test
    void accountTokenCapturesForItsAccountOnly() {
        String token = TestParts.oidc().token("acme", Scopes.CAPTURE);

        asBearer(token)
                .capture("2001", with(capture("2001"), "accountId", "globex"))
                .then()
                .spec(isProblem(FOREIGN_ACCOUNT));
        asBearer(token).capture("1001", capture("1001")).then().statusCode(201);

        assertThat(rows("select id from certificate_order")).containsExactly(Map.of("id", "1001"));
    }

    @Test
    void concurrentFirstCapturesCreateOneOrder() throws InterruptedException, ExecutionException {
        List<Callable<Integer>> captures = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            captures.add(
                    () -> asOrdering().capture("1001", capture("1001")).send().statusCode());
        }

        List<Integer> responses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> response : threads.invokeAll(captures)) {
                responses.add(response.get());
            }
        }

        assertThat(responses).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(rows("select * from certificate_order")).hasSize(1);
    }
}
