package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sslorders.ca.CertificateAuthorities;
import sslorders.testing.SettableClock;

/** What becomes of a resend whose service died while the CA was being called. */
@QuarkusTest
class RecoveryTest extends RelayServiceTest {
    @Inject
    RelayAttempts attempts;

    @Inject
    RelaySteps steps;

    @Inject
    ResendStore store;

    @Inject
    CertificateAuthorities authorities;

    @Test
    void theCallOfAServiceThatDiedIsUnknownOnceItMustHaveEnded() {
        String resend = acme().post(RESEND).header("Location");
        diesDuringTheCall();
        ca.reset();
        Instant end = dueAtInDatabase();

        clock.set(end.minusMillis(1));
        assertThat(steps.advance(id(resend))).contains(end);
        acme().get(resend).then().body("status", equalTo("relaying"));
        passes(end);

        await().untilAsserted(() -> acme().get(resend)
                .then()
                .body("status", equalTo("unknown"))
                .body("settledAt", equalTo(end.toString()))
                .body("attempts.outcome", contains("unknown"))
                .body("attempts.cause", contains("the service stopped during the call"))
                .body("attempts[0].durationMs", nullValue()));
        assertThat(ca.calls()).isEmpty();
        wakeUpCallsAreGone();
    }

    @Test
    void anOutcomeThatComesAfterTheCallWasTakenForLostChangesNothing() {
        String resend = acme().post(RESEND).header("Location");
        diesDuringTheCall();
        Resend called = store.read(id(resend)).orElseThrow();
        passes(dueAtInDatabase());
        await().until(() -> rows("select status from resend").equals(List.of(Map.of("status", "unknown"))));

        assertThat(attempts.attempt(called, authorities.find("alpha")).status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(rows("select outcome from attempt")).containsExactly(Map.of("outcome", "unknown"));
    }

    /** Leaves the database as a service does that is killed while the CA is being called. */
    private static void diesDuringTheCall() {
        execute("update resend set status = 'relaying', settled_at = null, ca_reference = null,"
                + " due_at = requested_at + interval '1 minute'");
        execute("update attempt set outcome = null, duration_ms = null");
        execute("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                + " select 'resend', id, due_at, false, 1 from resend");
    }

    private static Instant dueAtInDatabase() {
        return SettableClock.START.plus(Duration.ofMinutes(1));
    }
}
