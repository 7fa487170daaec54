package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

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
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** What the CA does, and what the client, the history and the CA's journal then say: never more than is known. */
@QuarkusTest
class ResendOutcomesTest extends ServiceTest {

    @ParameterizedTest
    @CsvSource({
        "400, 502, ca-refused",
        "401, 502, ca-credentials",
        "403, 502, ca-credentials",
        "404, 502, ca-order-not-found",
        "409, 409, ca-wrong-state",
        "410, 502, ca-refused",
        "422, 409, not-supported-by-ca",
    })
    void aRefusalOfTheCaIsRejectedWithItsCode(int caStatus, int status, String problem) {
        caAnswers(aResponse().withStatus(caStatus).withBody("{\"secret\": \"of the CA\"}"));

        Response answer = resend();

        answer.then()
                .statusCode(status)
                .body("type", equalTo("urn:ssl-orders:problem:" + problem))
                .body("caCode", equalTo(String.valueOf(caStatus)))
                .body("resend.status", equalTo("rejected"))
                .body("resend.caCode", equalTo(String.valueOf(caStatus)));
        assertThat(answer.asString()).doesNotContain("secret");
        settledAs("rejected", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202})
    void anAcceptanceMayComeWithoutABody(int caStatus) {
        caAnswers(aResponse().withStatus(caStatus));

        resend().then().statusCode(202).body("status", equalTo("accepted")).body("$", not(hasKey("caReference")));
        settledAs("accepted", 1);
    }

    @Test
    void anAcceptanceMayBe204() {
        caAnswers(aResponse().withStatus(204));

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
    void nothingOfAnAcceptanceIsKeptButAReference(String body) {
        caAnswers(aResponse().withStatus(202).withBody(body));

        resend().then().statusCode(202).body("$", not(hasKey("caReference")));
        assertThat(rows("select ca_reference from resend").getFirst()).containsEntry("ca_reference", null);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 206, 301, 302, 307, 408, 500, 502, 504})
    void aStatusThatSaysNothingCertainLeavesTheOutcomeUnknown(int caStatus) {
        caAnswers(aResponse().withStatus(caStatus).withHeader("Location", ca.url() + "/alpha/elsewhere"));

        unknown(resend());
        settledAs("unknown", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Please log in</html>", "{\"reference\"", "[]", "true", "{} {}"})
    void anAcceptanceThatCannotBeReadLeavesTheOutcomeUnknown(String body) {
        caAnswers(aResponse().withStatus(200).withBody(body));

        unknown(resend());
        settledAs("unknown", 1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aConnectionThatBreaksLeavesTheOutcomeUnknown(Fault fault) {
        caAnswers(aResponse().withFault(fault));

        unknown(resend());
        settledAs("unknown", 1);
    }

    @Test
    void aCaThatAnswersTooLateLeavesTheOutcomeUnknown() {
        caAnswers(aResponse().withStatus(202).withFixedDelay(10_000));

        unknown(resendAtBeta());
        settledAs("unknown", 1);
    }

    @Test
    void aBodyThatDripsForLongerThanTheReadTimeoutLeavesTheOutcomeUnknown() {
        String body = "{" + " ".repeat(98) + "}";
        caAnswers(aResponse().withStatus(202).withBody(body).withChunkedDribbleDelay(100, 10_000));

        unknown(resendAtBeta());
        settledAs("unknown", 1);
    }

    @Test
    void aBodyWithoutMeasureLeavesTheOutcomeUnknown() {
        caAnswers(aResponse().withStatus(202).withBody(new byte[50 * 1024 * 1024]));

        unknown(resend());
        settledAs("unknown", 1);
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
    void aCaThatTurnsTheCallAwayIsAskedAgainNoEarlierThanItSays(int caStatus, String retryAfter, int seconds) {
        ResponseDefinitionBuilder away = aResponse().withStatus(caStatus);
        caAnswers(retryAfter == null ? away : away.withHeader("Retry-After", retryAfter));

        pending(resend(), seconds);
        assertThat(ca.calls()).hasSize(1);
        assertThat(rows("select outcome, cause from attempt"))
                .containsExactly(Map.of("outcome", "not-executed", "cause", "status " + caStatus));
    }

    @Test
    void aCaThatTakesNoConnectionIsAskedAgain() {
        captured("1", "certificateAuthority", "offline");

        pending(acme().post("/ssl/orders/1/fulfillment-email/resend"), 5);
        assertThat(rows("select outcome, cause from attempt"))
                .containsExactly(Map.of("outcome", "not-executed", "cause", "connection failed"));
    }

    @Test
    void aCaThatAsksToBeLeftAloneForLongerThanTheServiceTriesIsGivenUp() {
        caAnswers(aResponse().withStatus(503).withHeader("Retry-After", "86401"));

        resend().then()
                .statusCode(502)
                .body("type", equalTo("urn:ssl-orders:problem:ca-unavailable"))
                .body("resend.status", equalTo("gave-up"));
        settledAs("gave-up", 1);
    }

    private void caAnswers(ResponseDefinitionBuilder answer) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(answer));
    }

    private static Response resend() {
        captured("1", capture("1"));
        return acme().post("/ssl/orders/1/fulfillment-email/resend");
    }

    /** At the CA whose read timeout is one second. */
    private static Response resendAtBeta() {
        captured("1", "certificateAuthority", "beta");
        return acme().post("/ssl/orders/1/fulfillment-email/resend");
    }

    private static void unknown(Response answer) {
        answer.then()
                .statusCode(504)
                .body("type", equalTo("urn:ssl-orders:problem:outcome-unknown"))
                .body("resend.status", equalTo("unknown"))
                .header("Retry-After", equalTo(null));
    }

    /** Not before the least wait, nor after the most that jitter adds to it. */
    private static void pending(Response answer, int leastSeconds) {
        answer.then().statusCode(202).body("status", equalTo("pending")).body("$", not(hasKey("settledAt")));
        Instant next = Instant.parse(answer.jsonPath().getString("nextAttemptAt"));
        assertThat(next)
                .isBetween(
                        SettableClock.START.plusSeconds(leastSeconds),
                        SettableClock.START.plusMillis(leastSeconds * 1250L));
        assertThat(rows("select resend.id from resend join scheduled_tasks on id = cast(task_instance as uuid)"
                        + " where task_name = 'resend' and execution_time = due_at"))
                .hasSize(1);
    }

    private void settledAs(String status, int calls) {
        assertThat(rows("select status from resend")).containsExactly(Map.of("status", status));
        assertThat(rows("select id from resend where settled_at is null")).isEmpty();
        assertThat(rows("select * from scheduled_tasks where task_name = 'resend'"))
                .isEmpty();
        assertThat(rows("select * from attempt where outcome is null")).isEmpty();
        assertThat(ca.calls()).hasSize(calls);
    }
}
