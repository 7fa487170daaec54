package sslorders.support;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.RESEND_NOT_FOUND;
import static sslorders.error.ErrorType.RESEND_NOT_SENT;
import static sslorders.error.ErrorType.RESEND_WRONG_STATE;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ApiRequest;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** A support agent resolves an unknown outcome, cancels a pending resend, or retries it now. */
@QuarkusTest
class InterventionsTest extends ServiceTest {
    private static final Map<String, String> REASON = Map.of("reason", "Telephone call.", "reference", "ticket-1");

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @Test
    void resendResolvedAsNotSentIsRejected() {
        String id = unknown();
        clock.set(SettableClock.START.plus(Duration.ofMinutes(1)));

        resolve(id, "not-sent")
                .then()
                .statusCode(200)
                .body("status", equalTo("rejected"))
                .body("rejectionReason", equalTo("not-sent"))
                .body("settledAt", equalTo(SettableClock.START.toString()))
                .body("resolution.finding", equalTo("not-sent"))
                .body("resolution.by", equalTo("support"))
                .body("resolution.at", equalTo(clock.instant().toString()))
                .body("$", not(hasKey("caCode")));
        as("acme")
                .resend("1001", id)
                .then()
                .body("status", equalTo("rejected"))
                .body("resolution.by", equalTo("support"))
                .body("attempts.outcome", contains("unknown"));
        assertThat(
                        rows(
                                "select action, reason, reference, details, account_id, order_id, resend_id from operator_action"))
                .containsExactly(Map.of(
                        "action", "resolve-resend",
                        "reason", "The CA confirmed it.",
                        "reference", "ticket-1",
                        "details", "finding=not-sent",
                        "account_id", "acme",
                        "order_id", "1001",
                        "resend_id", id));
        assertThat(rows("select type, status from event order by number"))
                .containsExactly(
                        Map.of("type", "resend.settled", "status", "unknown"),
                        Map.of("type", "resend.settled", "status", "rejected"));
    }

    @Test
    void orderCanBeResentAtOnceAfterNotSent() {
        for (int i = 0; i < 6; i++) {
            resolve(unknown(), "not-sent").then().statusCode(200);
        }
        ca.reset();

        as("acme").preview("1001").then().body("resendable", equalTo(true));
        as("acme").resend("1001").then().statusCode(202).body("status", equalTo("accepted"));
    }

    @Test
    void resendResolvedAsSentIsAccepted() {
        String id = unknown();

        resolve(id, "sent")
                .then()
                .statusCode(200)
                .body("status", equalTo("accepted"))
                .body("resolution.finding", equalTo("sent"))
                .body("$", not(hasKey("rejectionReason")));
        as("acme").preview("1001").then().body("resendable", equalTo(false)).body("reason", equalTo("cool-down"));
        clock.set(SettableClock.START.plus(Duration.ofMinutes(15)));
        as("acme").preview("1001").then().body("resendable", equalTo(true));
    }

    @Test
    void repeatedRequestReturnsTheResolution() {
        caReturns(500);
        String id = as("acme").resend("1001").withKey("key").send().jsonPath().getString("resend.id");
        resolve(id, "not-sent").then().statusCode(200);

        as("acme")
                .resend("1001")
                .withKey("key")
                .then()
                .spec(isProblem(RESEND_NOT_SENT))
                .body("resend.resolution.finding", equalTo("not-sent"));
    }

    @Test
    void customerDoesNotSeeTheEvidence() {
        String id = unknown();
        resolve(id, "not-sent").then().statusCode(200).body(not(containsString("The CA confirmed it.")));

        as("acme").resend("1001", id).then().body(not(containsString("The CA confirmed it.")));
        as("acme").resends().then().body(not(containsString("The CA confirmed it.")));
    }

    @ParameterizedTest
    @CsvSource({
        "pending, false, false",
        "relaying, false, false",
        "accepted, true, false",
        "rejected, true, false",
        "gave-up, true, false",
        "unknown, false, true",
    })
    void otherStatesCannotBeResolved(String status, boolean isFinal, boolean hasToken) {
        String id = unknown();
        execute("update resend set status = '" + status + "', settled_at = " + (isFinal ? "now()" : "null")
                + ", due_at = " + (isFinal ? "null" : "now() + interval '1 day'")
                + ", ca_mark = " + (hasToken ? "'token'" : "null"));
        List<Map<String, String>> before = rows("select * from resend");

        resolve(id, "sent").then().spec(isProblem(RESEND_WRONG_STATE)).body("resend.status", equalTo(status));

        assertNothingWritten(before);
    }

    @Test
    void oneOfTwoConcurrentResolutionsWins() throws Exception {
        String id = unknown();
        Callable<Integer> sent = () -> resolve(id, "sent").send().statusCode();
        Callable<Integer> notSent = () -> resolve(id, "not-sent").send().statusCode();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService agents = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> status : agents.invokeAll(List.of(sent, notSent, sent, notSent))) {
                statuses.add(status.get());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
        assertThat(rows("select * from operator_action")).hasSize(1);
        assertThat(rows("select * from event")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"finding\": \"sent\"}",
                "{\"evidence\": \"x\"}",
                "{\"finding\": \"maybe\", \"evidence\": \"x\"}",
                "{\"finding\": \"SENT\", \"evidence\": \"x\"}",
                "{\"finding\": \"sent\", \"evidence\": \" \"}",
                "{\"finding\": \"sent\", \"evidence\": \"from a@b.example\"}",
                "{\"finding\": \"sent\", \"evidence\": \"line\\nbreak\"}",
                "{\"finding\": \"sent\", \"evidence\": null}",
                "{\"finding\": true, \"evidence\": \"x\"}",
                "{\"finding\": \"sent\", \"evidence\": \"x\", \"reference\": \"a b\"}",
                "{\"finding\": \"sent\", \"evidence\": \"x\", \"note\": \"y\"}",
            })
    void invalidResolutionWritesNothing(String body) {
        String id = unknown();
        List<Map<String, String>> before = rows("select * from resend");

        post(id, "resolution").body(body).then().spec(isProblem(INVALID_REQUEST));

        assertNothingWritten(before);
    }

    @Test
    void bothErrorsOfAResolutionAreListed() {
        post(unknown(), "resolution")
                .body(Map.of())
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", containsInAnyOrder("/finding", "/evidence"));
    }

    @Test
    void evidenceHasAtMost500Characters() {
        String id = unknown();

        post(id, "resolution")
                .body(Map.of("finding", "sent", "evidence", "x".repeat(501)))
                .then()
                .spec(isProblem(INVALID_REQUEST));
        post(id, "resolution")
                .body(Map.of("finding", "sent", "evidence", "x".repeat(500)))
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolution", "cancellation", "retry"})
    void unknownResendIsNotFound(String operation) {
        String id = unknown();
        List<Map<String, String>> before = rows("select * from resend");
        Map<String, String> body = operation.equals("resolution") ? Map.of("finding", "sent", "evidence", "x") : REASON;

        for (String path : List.of(
                "1002/fulfillment-email/resends/" + id,
                "1001/fulfillment-email/resends/01a20157-1c97-7dc5-a431-b608522149bf",
                "1001/fulfillment-email/resends/1",
                "a%20b/fulfillment-email/resends/" + id)) {
            asSupport()
                    .request("POST", "/ssl/support/orders/" + path + "/" + operation)
                    .body(body)
                    .then()
                    .spec(isProblem(RESEND_NOT_FOUND));
        }
        assertNothingWritten(before);
    }

    @Test
    void supportCancelsPendingResend() {
        String id = pending();

        post(id, "cancellation")
                .body(REASON)
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("cancellation.by", equalTo("support"))
                .body("cancellation", not(hasKey("subject")))
                .body(not(containsString("Telephone call.")));
        assertThat(rows("select action, reason, resend_id from operator_action"))
                .containsExactly(Map.of("action", "cancel-resend", "reason", "Telephone call.", "resend_id", id));
        post(id, "cancellation").body(REASON).then().spec(isProblem(RESEND_WRONG_STATE));
        assertThat(rows("select * from operator_action")).hasSize(1);
    }

    @Test
    void supportRetriesPendingResendNow() {
        String id = pending();

        post(id, "retry")
                .body(REASON)
                .then()
                .statusCode(202)
                .header("Retry-After", equalTo("1"))
                .body("status", equalTo("pending"))
                .body("nextAttemptAt", equalTo(clock.instant().toString()));

        await().untilAsserted(() -> as("acme")
                .resend("1001", id)
                .then()
                .body("status", equalTo("accepted"))
                .body("attempts.outcome", contains("not-executed", "accepted")));
        assertThat(rows("select action, reference from operator_action"))
                .containsExactly(Map.of("action", "retry-resend", "reference", "ticket-1"));
        post(id, "retry").body(REASON).then().spec(isProblem(RESEND_WRONG_STATE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancellation", "retry"})
    void missingReasonWritesNothing(String operation) {
        String id = pending();
        List<Map<String, String>> before = rows("select * from resend");

        for (String body : List.of("{}", "{\"reason\": \"\"}", "{\"reason\": \"x\", \"dryRun\": true}")) {
            post(id, operation).body(body).then().spec(isProblem(INVALID_REQUEST));
        }
        post(id, operation).query("x=1").body(REASON).then().spec(isProblem(INVALID_REQUEST));

        assertNothingWritten(before);
    }

    private static void assertNothingWritten(List<Map<String, String>> before) {
        assertThat(rows("select * from resend")).isEqualTo(before);
        assertThat(rows("select * from operator_action")).isEmpty();
    }

    private String unknown() {
        caReturns(500);
        Response response = as("acme").resend("1001").send();
        response.then().statusCode(504);
        return response.jsonPath().getString("resend.id");
    }

    private String pending() {
        caReturns(503);
        String id = as("acme").resend("1001").send().jsonPath().getString("id");
        ca.reset();
        return id;
    }

    private void caReturns(int status) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
    }

    private static ApiRequest resolve(String id, String finding) {
        return post(id, "resolution")
                .body(Map.of("finding", finding, "evidence", "The CA confirmed it.", "reference", "ticket-1"));
    }

    private static ApiRequest post(String id, String operation) {
        return asSupport()
                .request("POST", "/ssl/support/orders/1001/fulfillment-email/resends/" + id + "/" + operation);
    }
}
