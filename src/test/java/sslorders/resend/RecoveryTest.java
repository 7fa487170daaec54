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

/** Recovery of a resend whose replica crashed during the call to the CA. */
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
    void interruptedCallIsUnknownAfterItsTimeout() {
        String resend = as("acme").resend("1001").send().header("Location");
        crashDuringCall();
        ca.reset();
        Instant callEnd = dueAtInDatabase();

        clock.set(callEnd.minusMillis(1));
        assertThat(steps.advance(id(resend))).contains(callEnd);
        as("acme").get(resend).then().body("status", equalTo("relaying"));
        advanceTo(callEnd);

        await().untilAsserted(() -> as("acme")
                .get(resend)
                .then()
                .body("status", equalTo("unknown"))
                .body("settledAt", equalTo(callEnd.toString()))
                .body("attempts.outcome", contains("unknown"))
                .body("attempts.cause", contains("the service stopped during the call"))
                .body("attempts[0].durationMs", nullValue()));
        assertThat(ca.calls()).isEmpty();
        awaitNoScheduledTask();
    }

    @Test
    void outcomeAfterRecoveryChangesNothing() {
        String resend = as("acme").resend("1001").send().header("Location");
        crashDuringCall();
        Resend called = store.read(id(resend)).orElseThrow();
        advanceTo(dueAtInDatabase());
        await().until(() -> rows("select status from resend").equals(List.of(Map.of("status", "unknown"))));

        assertThat(attempts.attempt(called, authorities.find("alpha")).status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(rows("select outcome from attempt")).containsExactly(Map.of("outcome", "unknown"));
    }

    /** Changes the rows to those that a replica leaves if it crashes during the call to the CA. */
    private static void crashDuringCall() {
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
