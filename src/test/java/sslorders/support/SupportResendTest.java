package sslorders.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static sslorders.error.ErrorType.CA_WRONG_STATE;
import static sslorders.error.ErrorType.COOL_DOWN;
import static sslorders.error.ErrorType.IDEMPOTENCY_KEY_REUSED;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.ORDER_NOT_FOUND;
import static sslorders.error.ErrorType.ORDER_NOT_ISSUED;
import static sslorders.error.ErrorType.ORDER_QUOTA;
import static sslorders.error.ErrorType.RECIPIENT_CHANGED;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** Resends that a support agent requests on behalf of an account. */
@QuarkusTest
class SupportResendTest extends ServiceTest {
    private static final Map<String, Object> REASON = Map.of("reason", "The customer called.");
    private static final Map<String, Object> SKIPPING = Map.of("reason", "The customer called.", "skipCoolDown", true);

    @BeforeEach
    void captureOrders() {
        captured("1001", capture("1001"));
        captured("2001", "accountId", "globex");
    }

    @Test
    void resendGoesToCapturedAddressAndIsRecorded() {
        Response response = asSupport()
                .resendOnBehalf("2001", Map.of("reason", "Called at 9:00", "reference", "ticket-1"))
                .send();

        response.then()
                .statusCode(202)
                .header("Location", startsWith("/ssl/support/orders/2001/fulfillment-email/resends/"))
                .body("status", equalTo("accepted"))
                .body("recipient", equalTo("admin@acme.example"))
                .body("requestedBy", equalTo("support"))
                .body("bySupport", equalTo(true))
                .body("reference", equalTo("ticket-1"))
                .body("$", not(hasKey("actor")));
        asSupport().get(response.header("Location")).then().statusCode(200).body("bySupport", equalTo(true));
        assertThat(ca.resends("CA-2001")).hasSize(1);
        assertThat(rows("select subject, account_id, order_id, resend_id, reason, reference from operator_action"
                        + " where action = 'resend'"))
                .containsExactly(Map.of(
                        "subject", "ordering",
                        "account_id", "globex",
                        "order_id", "2001",
                        "resend_id", response.jsonPath().getString("id"),
                        "reason", "Called at 9:00",
                        "reference", "ticket-1"));
    }

    @Test
    void customerSeesThatSupportRequestedIt() {
        String id = asSupport().resendOnBehalf("1001", REASON).send().jsonPath().getString("id");

        for (Map<String, Object> resend : List.<Map<String, Object>>of(
                as("acme").history("1001").send().jsonPath().getMap("resends[0]"),
                as("acme").resends().send().jsonPath().getMap("resends[0]"),
                as("acme").resend("1001", id).send().jsonPath().getMap("$"),
                as("acme").preview("1001").send().jsonPath().getMap("lastResend"),
                as("acme")
                        .orders()
                        .query("include=lastResend")
                        .send()
                        .jsonPath()
                        .getMap("orders[0].lastResend"))) {
            assertThat(resend).containsEntry("bySupport", true).containsEntry("requestedBy", "support");
        }
        as("globex").history("1001").then().statusCode(404);
    }

    @Test
    void resendOfAccountIsNotBySupport() {
        as("acme").resend("1001").then().statusCode(202).body("$", not(hasKey("bySupport")));
        as("acme").history("1001").then().body("resends[0]", not(hasKey("bySupport")));
    }

    @Test
    void coolDownAppliesUnlessSkipped() {
        as("acme").resend("1001").then().statusCode(202);
        clock.set(SettableClock.START.plus(Duration.ofMinutes(1)));

        asSupport()
                .resendOnBehalf("1001", REASON)
                .then()
                .spec(isProblem(COOL_DOWN))
                .header("Retry-After", "840");
        assertThat(rows("select * from operator_action")).isEmpty();
        asSupport().resendOnBehalf("1001", SKIPPING).then().statusCode(202);

        assertThat(ca.resends("CA-1001")).hasSize(2);
        // The cool-down of the account begins again.
        as("acme").resend("1001").then().spec(isProblem(COOL_DOWN)).header("Retry-After", "900");
    }

    @ParameterizedTest
    @CsvSource({
        "pending, timestamptz '2026-11-22 10:00:00Z', null",
        "pending, timestamptz '2026-11-22 08:00:00Z', null",
        "relaying, timestamptz '2026-11-22 10:00:00Z', null",
        "relaying, timestamptz '2026-11-22 08:00:00Z', null",
        "unknown, timestamptz '2026-11-22 10:00:00Z', null"
    })
    void resendInProgressPreventsAnother(String status, String dueAt, String settledAt) {
        insert(status, dueAt, settledAt);

        asSupport().resendOnBehalf("1001", SKIPPING).then().spec(isProblem(COOL_DOWN));

        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from operator_action")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "unknown", "rejected", "gave-up"})
    void finalResendDoesNotPreventAnother(String status) {
        insert(status, "null", "timestamptz '2026-11-22 08:59:59Z'");

        asSupport().resendOnBehalf("1001", SKIPPING).then().statusCode(202);
    }

    @Test
    void quotaAppliesAlsoWithoutCoolDown() {
        for (int i = 0; i < 5; i++) {
            asSupport().resendOnBehalf("1001", SKIPPING).then().statusCode(202);
        }

        asSupport().resendOnBehalf("1001", SKIPPING).then().spec(isProblem(ORDER_QUOTA));
        as("acme").resend("1001").then().spec(isProblem(ORDER_QUOTA));

        assertThat(rows("select * from operator_action")).hasSize(5);
    }

    @Test
    void repeatedRequestHasRecordOfItsOwn() {
        String first = send("key-1", REASON).jsonPath().getString("id");

        Response again = send("key-1", REASON);

        again.then().statusCode(202).header("Idempotency-Replayed", "true").body("id", equalTo(first));
        assertThat(ca.resends("CA-1001")).hasSize(1);
        assertThat(rows("select distinct resend_id from operator_action")).hasSize(1);
        assertThat(rows("select * from operator_action")).hasSize(2);
    }

    @Test
    void keyOfOtherRequestIsRejected() {
        send("key-1", REASON).then().statusCode(202);
        as("acme").resend("1001").withKey("key-2").then().spec(isProblem(COOL_DOWN));

        send("key-1", SKIPPING).then().spec(isProblem(IDEMPOTENCY_KEY_REUSED));
        send("key-1", Map.of("reason", "Another reason")).then().spec(isProblem(IDEMPOTENCY_KEY_REUSED));
        as("acme").resend("1001").withKey("key-1").then().spec(isProblem(IDEMPOTENCY_KEY_REUSED));

        assertThat(rows("select * from operator_action")).hasSize(1);
    }

    @Test
    void waitCanBePreferred() {
        asSupport()
                .resendOnBehalf("1001", REASON)
                .header("Prefer", "respond-async")
                .then()
                .statusCode(202)
                .header("Preference-Applied", "respond-async")
                .body("status", equalTo("pending"));
        await().until(() ->
                rows("select * from resend where settled_at is null").isEmpty()
                        && rows("select * from scheduled_tasks where task_name = 'resend'")
                                .isEmpty());
    }

    @Test
    void rejectionByCaIsRecorded() {
        captured("1003", capture("1003"));

        Response response = asSupport().resendOnBehalf("1003", REASON).send();

        response.then()
                .spec(isProblem(CA_WRONG_STATE))
                .header("Location", startsWith("/ssl/support/orders/1003/"))
                .body("resend.bySupport", equalTo(true));
        assertThat(rows("select resend_id from operator_action where order_id = '1003'"))
                .containsExactly(Map.of(
                        "resend_id", rows("select id from resend").getFirst().get("id")));
    }

    @Test
    void recipientMustBeTheExpectedOne() {
        Map<String, Object> body = new HashMap<>(REASON);
        body.put("expectedRecipient", "other@acme.example");
        asSupport().resendOnBehalf("1001", body).then().spec(isProblem(RECIPIENT_CHANGED));

        body.put("expectedRecipient", "admin@acme.example");
        asSupport().resendOnBehalf("1001", body).then().statusCode(202);
    }

    @Test
    void orderThatCannotBeResentIsRejected() {
        captured("1002", "status", "processing");

        asSupport().resendOnBehalf("1002", SKIPPING).then().spec(isProblem(ORDER_NOT_ISSUED));
        asSupport().resendOnBehalf("no-such-order", SKIPPING).then().spec(isProblem(ORDER_NOT_FOUND));

        assertNothingHappened();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /reason",
                "{\"reason\":\"\"} | /reason",
                "{\"reason\":\"  \"} | /reason",
                "{\"reason\":\"for admin@acme.example\"} | /reason",
                "{\"reason\":\"a\\nb\"} | /reason",
                "{\"reason\":null} | /reason",
                "{\"reason\":7} | /reason",
                "{\"reason\":\"x\",\"reference\":\"two words\"} | /reference",
                "{\"reason\":\"x\",\"recipient\":\"other@acme.example\"} | /recipient",
                "{\"reason\":\"x\",\"skipCoolDown\":\"true\"} | /skipCoolDown",
                "{\"reason\":\"x\",\"skipCoolDown\":1} | /skipCoolDown",
                "{\"reason\":\"x\",\"skipCoolDown\":null} | /skipCoolDown",
                "null | ``",
                "[] | ``"
            })
    void invalidBodyIsReportedAndNothingIsWritten(String body, String pointer) {
        asSupport()
                .resendOnBehalf("1001", body)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors[0].name", equalTo(pointer));
        assertNothingHappened();
    }

    @Test
    void invalidHeaderAndParameterAreReported() {
        asSupport().resendOnBehalf("1001", REASON).withKey("").then().spec(isProblem(INVALID_REQUEST));
        asSupport().resendOnBehalf("1001", REASON).query("dryRun=true").then().spec(isProblem(INVALID_REQUEST));
        asSupport()
                .request("POST", "/ssl/support/orders/1001/fulfillment-email/resend")
                .then()
                .spec(isProblem(INVALID_REQUEST));
        assertNothingHappened();
    }

    /** If the action cannot be recorded, there is no resend. */
    @Test
    void resendWithoutRecordIsRolledBack() {
        execute("alter table operator_action add constraint none check (action <> 'resend')");
        try {
            asSupport().resendOnBehalf("1001", REASON).then().statusCode(500);
        } finally {
            execute("alter table operator_action drop constraint none");
        }
        assertNothingHappened();
        assertThat(rows("select * from scheduled_tasks where task_name = 'resend'"))
                .isEmpty();
    }

    private Response send(String key, Map<String, Object> body) {
        return asSupport().resendOnBehalf("1001", body).withKey(key).send();
    }

    private void assertNothingHappened() {
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
        assertThat(rows("select * from operator_action")).isEmpty();
    }

    private static void insert(String status, String dueAt, String settledAt) {
        execute("""
                insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,
                  requested_at, requested_by, due_at, settled_at, ca_mark)
                values (gen_random_uuid(), 'acme', '1001', 'alpha', 'x', 'admin@acme.example', '%s',
                  timestamptz '2026-11-22 08:59:00Z', 'x', %s, %s, %s)""".formatted(
                status, dueAt, settledAt, status.equals("unknown") && settledAt.equals("null") ? "'x'" : "null"));
    }
}
