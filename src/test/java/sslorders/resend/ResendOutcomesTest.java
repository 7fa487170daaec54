package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.CA_UNAVAILABLE;
import static sslorders.error.ErrorType.OUTCOME_UNKNOWN;
import static sslorders.http.ProblemMatcher.isProblem;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.error.ErrorType;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** Outcomes of calls to the CA, as the response, the database and the request journal of the CA show them. */
@QuarkusTest
class ResendOutcomesTest extends ServiceTest {

    @ParameterizedTest
    @CsvSource({
        "400, CA_REFUSED",
        "401, CA_CREDENTIALS",
        "403, CA_CREDENTIALS",
        "404, CA_ORDER_NOT_FOUND",
        "409, CA_WRONG_STATE",
        "410, CA_REFUSED",
        "422, NOT_SUPPORTED_BY_CA",
    })
    void rejectionShowsCodeOfTheCa(int caStatus, ErrorType problem) {
        caReturns(aResponse().withStatus(caStatus).withBody("{\"secret\": \"of the CA\"}"));

        Response response = resend();

        response.then()
                .spec(isProblem(problem))
                .body("caCode", equalTo(String.valueOf(caStatus)))
                .body("resend.status", equalTo("rejected"))
                .body("resend.caCode", equalTo(String.valueOf(caStatus)));
        assertThat(response.asString()).doesNotContain("secret");
        assertFinal("rejected", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202})
    void successWithoutBodyIsAccepted(int caStatus) {
        caReturns(aResponse().withStatus(caStatus));

        resend().then().statusCode(202).body("status", equalTo("accepted")).body("$", not(hasKey("caReference")));
        assertFinal("accepted", 1);
    }

    @Test
    void noContentIsAccepted() {
        caReturns(aResponse().withStatus(204));

        resend().then().statusCode(202).body("status", equalTo("accepted"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reference\": \"\"}",
                "{\"reference\": \"-----BEGIN PRIVATE KEY-----\\nMII\"}",
                "{\"reference\": {\"certificate\": \"MII\"}}",
                "{\"other\": \"MII\"}"
            })
    void onlyReferenceOfSuccessIsStored(String body) {
        caReturns(aResponse().withStatus(202).withBody(body));

        resend().then().statusCode(202).body("$", not(hasKey("caReference")));
        assertThat(rows("select ca_reference from resend").getFirst()).containsEntry("ca_reference", null);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 206, 301, 302, 307, 408, 500, 502, 504})
    void inconclusiveStatusIsUnknown(int caStatus) {
        caReturns(aResponse().withStatus(caStatus).withHeader("Location", ca.url() + "/alpha/elsewhere"));

        assertUnknown(resend());
        assertFinal("unknown", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Please log in</html>", "{\"reference\"", "[]", "true", "{} {}"})
    void unreadableSuccessIsUnknown(String body) {
        caReturns(aResponse().withStatus(200).withBody(body));

        assertUnknown(resend());
        assertFinal("unknown", 1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void connectionFailureIsUnknown(Fault fault) {
        caReturns(aResponse().withFault(fault));

        assertUnknown(resend());
        assertFinal("unknown", 1);
    }

    @Test
    void readTimeoutIsUnknown() {
        caReturns(aResponse().withStatus(202).withFixedDelay(10_000));

        assertUnknown(resendAtBeta());
        assertFinal("unknown", 1);
    }

    @Test
    void slowBodyIsUnknownAfterReadTimeout() {
        String body = "{" + " ".repeat(98) + "}";
        caReturns(aResponse().withStatus(202).withBody(body).withChunkedDribbleDelay(100, 10_000));

        assertUnknown(resendAtBeta());
        assertFinal("unknown", 1);
    }

    @Test
    void tooLargeBodyIsUnknown() {
        caReturns(aResponse().withStatus(202).withBody(new byte[50 * 1024 * 1024]));

        assertUnknown(resend());
        assertFinal("unknown", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, 7",
        "503, 120, 120",
        "429, , 5",
        "503, soon, 600",
        "429, 1000000, 600",
        "503, 0, 5",
        "429, 2, 5"
    })
    void throttledCallIsRetriedAfterRetryAfter(int caStatus, String retryAfter, int seconds) {
        ResponseDefinitionBuilder throttled = aResponse().withStatus(caStatus);
        caReturns(retryAfter == null ? throttled : throttled.withHeader("Retry-After", retryAfter));

        assertPending(resend(), seconds);
        assertThat(ca.calls()).hasSize(1);
        assertThat(rows("select outcome, cause from attempt"))
                .containsExactly(Map.of("outcome", "not-executed", "cause", "status " + caStatus));
    }

    @Test
    void refusedConnectionIsRetried() {
        captured("1", "certificateAuthority", "offline");

        assertPending(as("acme").resend("1").send(), 5);
        assertThat(rows("select outcome, cause from attempt"))
                .containsExactly(Map.of("outcome", "not-executed", "cause", "connection failed"));
    }

    @Test
    void retryAfterBeyondRetryPeriodIsGaveUp() {
        caReturns(aResponse().withStatus(503).withHeader("Retry-After", "86401"));

        resend().then().spec(isProblem(CA_UNAVAILABLE)).body("resend.status", equalTo("gave-up"));
        assertFinal("gave-up", 1);
    }

    private void caReturns(ResponseDefinitionBuilder response) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(response));
    }

    private static Response resend() {
        captured("1", capture("1"));
        return as("acme").resend("1").send();
    }

    /** Resends an order of the CA whose read timeout is 1 s. */
    private static Response resendAtBeta() {
        captured("1", "certificateAuthority", "beta");
        return as("acme").resend("1").send();
    }

    private static void assertUnknown(Response response) {
        response.then()
                .spec(isProblem(OUTCOME_UNKNOWN))
                .body("resend.status", equalTo("unknown"))
                .header("Retry-After", equalTo(null));
    }

    /** Asserts that the next attempt is due between the backoff and the backoff plus maximum jitter. */
    private static void assertPending(Response response, int leastSeconds) {
        response.then().statusCode(202).body("status", equalTo("pending")).body("$", not(hasKey("settledAt")));
        Instant next = Instant.parse(response.jsonPath().getString("nextAttemptAt"));
        assertThat(next)
                .isBetween(
                        SettableClock.START.plusSeconds(leastSeconds),
                        SettableClock.START.plusMillis(leastSeconds * 1250L));
        assertThat(rows("select resend.id from resend join scheduled_tasks on id = cast(task_instance as uuid)"
                        + " where task_name = 'resend' and execution_time = due_at"))
                .hasSize(1);
    }

    private void assertFinal(String status, int calls) {
        assertThat(rows("select status from resend")).containsExactly(Map.of("status", status));
        assertThat(rows("select id from resend where settled_at is null")).isEmpty();
        assertThat(rows("select * from scheduled_tasks where task_name = 'resend'"))
                .isEmpty();
        assertThat(rows("select * from attempt where outcome is null")).isEmpty();
        assertThat(ca.calls()).hasSize(calls);
    }
}
