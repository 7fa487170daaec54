package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** What becomes of a resend after its request has been answered. */
@QuarkusTest
class RelayTest extends ServiceTest {
    private static final String RESEND = "/ssl/orders/1001/fulfillment-email/resend";

    @Inject
    RelayWorker worker;

    @Inject
    Relay relay;

    @Inject
    ResendRepository resends;

    @BeforeEach
    void anOrder() {
        captured("1001", capture("1001"));
    }

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

        assertThat(relay.advance(id(resend))).contains(dueAt(resend));
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
    void theCallOfAServiceThatDiedIsUnknownOnceItMustHaveEnded() {
        String resend = acme().post(RESEND).header("Location");
        diesDuringTheCall();
        ca.reset();
        Instant end = dueAtInDatabase();

        clock.set(end.minusMillis(1));
        assertThat(relay.advance(id(resend))).contains(end);
        acme().get(resend).then().body("status", equalTo("relaying"));
        passes(end);

        await().untilAsserted(() -> acme().get(resend)
                .then()
                .body("status", equalTo("unknown"))
                .body("settledAt", equalTo(end.toString()))
                .body("attempts.outcome", contains("unknown"))
                .body("attempts.cause", contains("the service ended during the call"))
                .body("attempts[0].durationMs", nullValue()));
        assertThat(ca.calls()).isEmpty();
        wakeUpCallsAreGone();
    }

    @Test
    void anOutcomeThatComesAfterTheCallWasTakenForLostChangesNothing() {
        acme().post(RESEND);
        diesDuringTheCall();
        Resend called = called();
        passes(dueAtInDatabase());
        await().until(() -> rows("select status from resend").equals(List.of(Map.of("status", "unknown"))));

        assertThat(relay.attempt(called).status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(rows("select outcome from attempt")).containsExactly(Map.of("outcome", "unknown"));
    }

    @Test
    void ofManyThatAnswerOneWakeUpCallOneCallsTheCa() throws Exception {
        caAnswers(aResponse().withStatus(503));
        String resend = acme().post(RESEND).header("Location");
        ca.reset();
        clock.set(dueAt(resend));

        Callable<Object> answer = () -> relay.advance(id(resend));
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

    @ParameterizedTest
    @ValueSource(strings = {"respond-async", "return=minimal, Respond-Async"})
    void whoDoesNotWaitIsAnsweredPendingAndTheCaIsAskedAtOnce(String preference) {
        Response answer = acme().header("Prefer", preference).post(RESEND);

        answer.then()
                .statusCode(202)
                .header("Preference-Applied", equalTo("respond-async"))
                .header("Location", matchesPattern("/ssl/orders/1001/fulfillment-email/resends/[0-9a-f-]{36}"))
                .body("status", equalTo("pending"))
                .body("nextAttemptAt", equalTo("2026-11-22T09:00:00Z"));
        await().untilAsserted(() -> acme().get(answer.header("Location")).then().body("status", equalTo("accepted")));
        assertThat(ca.calls()).hasSize(1);
        wakeUpCallsAreGone();
    }

    @Test
    void whoWaitsIsNotToldOfAPreference() {
        acme().header("Prefer", "wait=10")
                .post(RESEND)
                .then()
                .statusCode(202)
                .header("Preference-Applied", nullValue())
                .body("status", equalTo("accepted"));
    }

    @Test
    void aRepetitionIsTheSameRequestWhetherItsClientWaitsOrNot() {
        acme().header("Idempotency-Key", "key").post(RESEND).then().statusCode(202);

        acme().header("Idempotency-Key", "key")
                .header("Prefer", "respond-async")
                .post(RESEND)
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Preference-Applied", nullValue())
                .body("status", equalTo("accepted"));
    }

    private void caAnswers(ResponseDefinitionBuilder answer) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(answer));
    }

    /** Has time pass, and the relay look for what is due. */
    private void passes(Instant time) {
        clock.set(time);
        worker.wake();
    }

    private static Instant dueAt(String resend) {
        return Instant.parse(acme().get(resend).jsonPath().getString("nextAttemptAt"));
    }

    private static UUID id(String resend) {
        return UUID.fromString(resend.substring(resend.lastIndexOf('/') + 1));
    }

    /** Leaves the database as a service does that is killed while the CA is being called. */
    private static void diesDuringTheCall() {
        execute("update resend set status = 'relaying', settled_at = null, ca_reference = null,"
                + " due_at = requested_at + interval '1 minute'");
        execute("update attempt set outcome = null, duration_ms = null");
        execute("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                + " select 'resend', id, due_at, false, 1 from resend");
    }

    private Resend called() {
        return QuarkusTransaction.requiringNew().call(() -> resends.listAll().getFirst());
    }

    private static Instant dueAtInDatabase() {
        return SettableClock.START.plus(Duration.ofMinutes(1));
    }

    private static void wakeUpCallsAreGone() {
        await().until(() ->
                rows("select * from scheduled_tasks where task_name = 'resend'").isEmpty());
    }
}
