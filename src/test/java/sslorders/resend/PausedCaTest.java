package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.SettableClock;

/** While a CA is paused, its resends wait as pending, and no attempt, retry period or reconciliation is used up. */
@QuarkusTest
class PausedCaTest extends RelayServiceTest {
    private static final Instant END = SettableClock.START.plus(Duration.ofHours(2));

    @Inject
    RelaySteps steps;

    @AfterEach
    void resumeAll() {
        resume("alpha");
        resume("godaddy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=5", "respond-async"})
    void newResendIsPendingWithoutACall(String prefer) {
        pause("alpha", END);

        Response response = as("acme").resend("1001").header("Prefer", prefer).send();

        response.then().statusCode(202).body("status", equalTo("pending"));
        Instant next = Instant.parse(response.jsonPath().getString("nextAttemptAt"));
        assertThat(next).isBetween(SettableClock.START.plusSeconds(5), SettableClock.START.plusSeconds(10));
        assertThat(ca.calls()).isEmpty();
        as("acme").get(response.header("Location")).then().body("attempts", empty());
    }

    @Test
    void pauseOfOneCaDoesNotAffectOthers() {
        captured("2001", "certificateAuthority", "beta");
        pause("alpha", END);

        as("acme").resend("2001").then().statusCode(202).body("status", equalTo("accepted"));
    }

    @Test
    void resendIsAttemptedAfterThePause() {
        pause("alpha", END);
        String resend = as("acme").resend("1001").send().header("Location");
        stepUntil(resend, END);
        assertThat(ca.calls()).isEmpty();

        advanceTo(dueAt(resend));

        await().untilAsserted(() -> as("acme")
                .get(resend)
                .then()
                .body("status", equalTo("accepted"))
                .body("attempts.outcome", contains("accepted")));
    }

    @Test
    void resendContinuesAfterEarlyEnd() {
        pause("alpha", END);
        String resend = as("acme").resend("1001").send().header("Location");
        resume("alpha");

        advanceTo(dueAt(resend));

        await().untilAsserted(() -> as("acme").get(resend).then().body("status", equalTo("accepted")));
        assertThat(clock.instant()).isBefore(SettableClock.START.plusSeconds(11));
    }

    @Test
    void pauseDoesNotUseUpTheRetryPeriod() {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").send().header("Location");
        Instant end = SettableClock.START.plus(Duration.ofHours(25));
        pause("alpha", end);
        stepUntil(resend, end);
        clock.set(dueAt(resend));

        steps.advance(id(resend));

        await().untilAsserted(() -> as("acme")
                .get(resend)
                .then()
                .body("status", equalTo("pending"))
                .body("attempts.outcome", contains("not-executed", "not-executed")));
        advanceTo(clock.instant().plus(Duration.ofHours(24)));
        await().untilAsserted(() -> as("acme").get(resend).then().body("status", equalTo("gave-up")));
    }

    @Test
    void reconciliationWaitsForTheEndOfThePause() {
        captured("4002", with(with(capture("4002"), "certificateAuthority", "godaddy"), "caOrderId", "4002"));
        ca.wireMock()
                .stubFor(post(urlPathMatching("/godaddy/.*/resend"))
                        .willReturn(aResponse().withStatus(500)));
        String id = as("acme").resend("4002").send().jsonPath().getString("resend.id");
        String resend = "/ssl/orders/4002/fulfillment-email/resends/" + id;
        int calls = ca.calls().size();
        pause("godaddy", END);

        advanceTo(SettableClock.START.plus(Duration.ofMinutes(6)));

        await().until(() -> dueAfter(clock.instant()));
        as("acme").get(resend).then().body("status", equalTo("unknown")).body("settledAt", nullValue());
        assertThat(ca.calls()).hasSize(calls);
        resume("godaddy");
        advanceTo(END);
        await().until(() -> ca.calls().size() > calls);
    }

    @Test
    void retryNowOfPausedCaMakesNoCall() {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").send().header("Location");
        ca.reset();
        pause("alpha", END);

        asSupport()
                .request("POST", "/ssl/support/orders/1001/fulfillment-email/resends/" + id(resend) + "/retry")
                .body(Map.of("reason", "x"))
                .then()
                .statusCode(202);

        await().until(() -> dueAfter(clock.instant()));
        as("acme").get(resend).then().body("status", equalTo("pending"));
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void resendOfPausedCaCanBeCancelled() {
        pause("alpha", END);
        String resend = as("acme").resend("1001").send().header("Location");

        as("acme")
                .request("POST", resend + "/cancellation")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"));
    }

    /** Executes each due step of a resend, until the next one is at the end or later. */
    private void stepUntil(String resend, Instant end) {
        while (dueAt(resend).isBefore(end)) {
            clock.set(dueAt(resend));
            steps.advance(id(resend));
        }
    }

    private static boolean dueAfter(Instant time) {
        return !rows("select 1 from resend where due_at > timestamptz '" + time + "'")
                .isEmpty();
    }

    private static void pause(String name, Instant until) {
        asOperator()
                .request("PUT", "/ssl/support/certificate-authorities/" + name + "/pause")
                .body(Map.of("until", until.toString(), "reason", "Maintenance"))
                .then()
                .statusCode(200);
    }

    private static void resume(String name) {
        asOperator()
                .request("DELETE", "/ssl/support/certificate-authorities/" + name + "/pause")
                .then()
                .statusCode(204);
    }
}
