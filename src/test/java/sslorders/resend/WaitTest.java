package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static sslorders.error.ErrorType.CA_WRONG_STATE;
import static sslorders.error.ErrorType.COOL_DOWN;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.LogRecorder;

/** {@code Prefer: wait=N}: the client waits for the CA for a limited time. */
@QuarkusTest
class WaitTest extends RelayServiceTest {
    private static final Duration CALL = Duration.ofSeconds(3);

    @ParameterizedTest
    @ValueSource(strings = {"wait=1", "respond-async, wait=1", "wait=0"})
    void responseArrivesDuringTheCall(String preference) {
        caNeeds(CALL, 202);
        long start = System.nanoTime();

        Response response =
                as("acme").resend("1001").header("Prefer", preference).send();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(CALL);
        response.then()
                .statusCode(202)
                .header("Preference-Applied", equalTo(preference))
                .header("Retry-After", equalTo("2"))
                .header("Location", matchesPattern("/ssl/orders/1001/fulfillment-email/resends/[0-9a-f-]{36}"))
                .body("status", equalTo("relaying"));
        String resend = response.header("Location");
        as("acme").get(resend).then().header("Retry-After", equalTo("2")).body("status", equalTo("relaying"));
        await().untilAsserted(() -> as("acme")
                .get(resend)
                .then()
                .header("Retry-After", nullValue())
                .body("status", equalTo("accepted"))
                .body("attempts.outcome", contains("accepted")));
        assertThat(ca.calls()).hasSize(1);
        awaitNoScheduledTask();
    }

    @Test
    void outcomeWithinTheWaitIsReturned() {
        as("acme")
                .resend("1001")
                .header("Prefer", "wait=10")
                .then()
                .statusCode(202)
                .header("Preference-Applied", equalTo("wait=10"))
                .header("Retry-After", nullValue())
                .body("status", equalTo("accepted"));
    }

    @Test
    void rejectionWithinTheWaitIsReturned() {
        caNeeds(Duration.ZERO, 409);

        as("acme")
                .resend("1001")
                .header("Prefer", "wait=10")
                .then()
                .spec(isProblem(CA_WRONG_STATE))
                .header("Preference-Applied", equalTo("wait=10"));
    }

    @Test
    void appliedWaitIsTheConfiguredMaximum() {
        as("acme").resend("1001").header("Prefer", "wait=31").then().header("Preference-Applied", equalTo("wait=30"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "wait=-1", "wait=1s", "wait=1.5", "return=minimal", "wait=0;=", "="})
    void malformedOrOtherPreferenceIsIgnored(String preference) {
        as("acme")
                .resend("1001")
                .header("Prefer", preference)
                .then()
                .statusCode(202)
                .header("Preference-Applied", nullValue())
                .body("status", equalTo("accepted"));
    }

    @Test
    void unknownOutcomeAfterTheResponseIsRecorded() {
        captured("5001", "certificateAuthority", "beta");
        caNeeds(CALL, 202);
        Response response = as("acme").resend("5001").header("Prefer", "wait=0").send();

        response.then().statusCode(202).body("status", equalTo("relaying"));
        await().untilAsserted(() -> as("acme")
                .get(response.header("Location"))
                .then()
                .body("status", equalTo("unknown"))
                .body("attempts.cause", contains("read timeout")));
        assertThat(ca.calls()).hasSize(1);
    }

    @Test
    void replayDuringTheCallIsRelaying() {
        caNeeds(CALL, 202);
        Response first = as("acme")
                .resend("1001")
                .withKey("key")
                .header("Prefer", "wait=0")
                .send();

        as("acme")
                .resend("1001")
                .withKey("key")
                .header("Prefer", "wait=10")
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Preference-Applied", nullValue())
                .header("Retry-After", equalTo("2"))
                .header("Location", equalTo(first.header("Location")))
                .body("status", equalTo("relaying"));
        as("acme").resend("1001").then().spec(isProblem(COOL_DOWN));
        await().untilAsserted(() -> as("acme")
                .resend("1001")
                .withKey("key")
                .then()
                .header("Retry-After", nullValue())
                .body("status", equalTo("accepted")));
        assertThat(ca.calls()).hasSize(1);
    }

    @Test
    void callAfterTheResponseOccupiesTheBulkhead() {
        captured("5001", "certificateAuthority", "narrow");
        captured("5002", "certificateAuthority", "narrow");
        caNeeds(CALL, 202);
        Response first = as("acme").resend("5001").header("Prefer", "wait=0").send();
        await().until(() -> ca.calls().size() == 1);

        Response second = as("acme").resend("5002").header("Prefer", "wait=0").send();

        first.then().body("status", equalTo("relaying"));
        second.then().statusCode(202).body("status", equalTo("pending"));
        as("acme").get(second.header("Location")).then().body("attempts", empty());
        await().untilAsserted(
                        () -> as("acme").get(first.header("Location")).then().body("status", equalTo("accepted")));
        assertThat(ca.calls()).hasSize(1);
    }

    @Test
    void pendingResendHasTimeOfNextAttempt() {
        caNeeds(Duration.ZERO, 503);
        Response response = as("acme").resend("1001").send();

        response.then().statusCode(202).body("status", equalTo("pending"));
        long seconds = Duration.between(clock.instant(), dueAt(response.header("Location")))
                .plusNanos(999_999_999)
                .toSeconds();
        assertThat(response.header("Retry-After")).isEqualTo(Long.toString(seconds));
        as("acme")
                .get(response.header("Location"))
                .then()
                .header("Retry-After", equalTo(Long.toString(seconds)))
                .body("attempts", hasSize(1));
    }

    @Test
    void logLineAfterTheResponseHasTheResend() {
        caNeeds(Duration.ofSeconds(1), 202);
        try (LogRecorder log = new LogRecorder()) {
            Response response =
                    as("acme").resend("1001").header("Prefer", "wait=0").send();

            await().untilAsserted(() -> assertThat(log.text())
                    .contains("Resend " + response.path("id") + " of order 1001, attempt 1: CA alpha: accepted"));
        }
    }

    private void caNeeds(Duration time, int status) {
        caReturns(aResponse().withStatus(status).withFixedDelay((int) time.toMillis()));
    }
}
