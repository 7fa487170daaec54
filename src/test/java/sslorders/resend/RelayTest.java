package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import sslorders.testing.SettableClock;

/** What becomes of a resend after its request has been answered. */
@QuarkusTest
class RelayTest extends RelayServiceTest {
    @Inject
    RelaySteps steps;

    @Test
    void aResendThatTheCaTurnedAwayIsAcceptedByItselfWhenTheCaIsBack() {
        caAnswers(aResponse().withStatus(503));
        Response first = acme().post(RESEND);
        String resend = first.header("Location");
        ca.reset();

        passes(dueAt(resend));

        await().untilAsserted(() -> acme().get(resend)
                .then()
                .body("status", equalTo("accepted"))
                .body("nextAttemptAt", nullValue())
                .body("attempts.outcome", contains("not-executed", "accepted"))
                .body("attempts.cause", contains("status 503", null)));
        assertThat(ca.resends("CA-1001")).hasSize(1);
        wakeUpCallsAreGone();
    }

    @Test
    void aResendThatCannotBeWrittenLeavesNoWakeUpCallAndNoCall() {
        execute("alter table attempt rename to moved");
        try {
            acme().post(RESEND).then().statusCode(500);
        } finally {
            execute("alter table moved rename to attempt");
        }

        assertThat(rows("select id from resend")).isEmpty();
        assertThat(rows("select * from scheduled_tasks where task_name = 'resend'"))
                .isEmpty();
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void theWaitGrowsWithEachAttempt() {
        caAnswers(aResponse().withStatus(503));
        String resend = acme().post(RESEND).header("Location");

        for (int attempts = 1; attempts < 4; attempts++) {
            Instant due = dueAt(resend);
            Duration wait = Duration.between(clock.instant(), due);
            assertThat(wait.toMillis()).isBetween(5_000L << (attempts - 1), 6_250L << (attempts - 1));
            passes(due);
            int next = attempts + 1;
            await().untilAsserted(() ->
                    acme().get(resend).then().body("status", equalTo("pending")).body("attempts", hasSize(next)));
        }
        assertThat(ca.calls()).hasSize(4);
    }

    @Test
    void nothingIsAttemptedBeforeItsTime() {
        caAnswers(aResponse().withStatus(503));
        String resend = acme().post(RESEND).header("Location");
        ca.reset();

        clock.set(dueAt(resend).minusMillis(1));

        assertThat(steps.advance(id(resend))).contains(dueAt(resend));
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void aResendIsGivenUpADayAfterItsRequest() {
        caAnswers(aResponse().withStatus(503));
        String resend = acme().post(RESEND).header("Location");
        ca.reset();

        passes(SettableClock.START.plus(Duration.ofHours(24)).plusMillis(1));

        await().untilAsserted(() -> acme().get(resend).then().body("status", equalTo("gave-up")));
        assertThat(ca.calls()).isEmpty();
        wakeUpCallsAreGone();
    }

    @Test
    void aResendThatWasGivenUpNoLongerHoldsTheOrderBack() {
        aResendIsGivenUpADayAfterItsRequest();

        acme().post(RESEND).then().statusCode(202).body("status", equalTo("accepted"));
    }

    @Test
    void aRepetitionOfARequestThatWasGivenUpSaysSo() {
        caAnswers(aResponse().withStatus(503));
        acme().header("Idempotency-Key", "key").post(RESEND).then().statusCode(202);
        passes(SettableClock.START.plus(Duration.ofHours(25)));
        await().until(() -> rows("select status from resend").equals(List.of(Map.of("status", "gave-up"))));

        acme().header("Idempotency-Key", "key")
                .post(RESEND)
                .then()
                .statusCode(502)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("type", equalTo("urn:ssl-orders:problem:ca-unavailable"));
    }

    @Test
    void ofManyThatAnswerOneWakeUpCallOneCallsTheCa() throws Exception {
        caAnswers(aResponse().withStatus(503));
        String resend = acme().post(RESEND).header("Location");
        ca.reset();
        clock.set(dueAt(resend));

        Callable<Object> answer = () -> steps.advance(id(resend));
        try (ExecutorService replicas = Executors.newFixedThreadPool(10)) {
            for (Future<Object> done : replicas.invokeAll(List.of(answer, answer, answer, answer, answer, answer))) {
                done.get();
            }
        }

        assertThat(ca.calls()).hasSize(1);
        acme().get(resend)
                .then()
                .body("status", equalTo("accepted"))
                .body("attempts.outcome", contains("not-executed", "accepted"));
    }

    @Test
    void aCaThatIsNoLongerConfiguredIsWaitedFor() {
        caAnswers(aResponse().withStatus(503));
        String resend = acme().post(RESEND).header("Location");
        execute("update resend set certificate_authority = 'closed-down'");
        passes(dueAt(resend));

        await().untilAsserted(() -> acme().get(resend)
                .then()
                .body("status", equalTo("pending"))
                .body("attempts.cause", contains("status 503", "the CA is not configured")));
    }
}
