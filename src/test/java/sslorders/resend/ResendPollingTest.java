package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sslorders.http.Problem;

/** The time after which a client polls a resend again. */
class ResendPollingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final ResendState PENDING = ResendState.pending(NOW.plusSeconds(60));
    private static final ResendState RELAYING = PENDING.begin(Optional.empty(), NOW.plusSeconds(90));

    @Test
    void pendingResendChangesAtItsNextAttempt() {
        assertThat(resend(PENDING).changesAfter(NOW)).contains(Duration.ofMinutes(1));
    }

    @Test
    void overdueResendIsPolledAfterOneSecond() {
        Duration overdue = resend(PENDING).changesAfter(NOW.plusSeconds(90)).orElseThrow();

        assertThat(Problem.seconds(overdue)).isEqualTo(1);
    }

    @Test
    void relayingResendIsPolledRegardlessOfItsTimeout() {
        assertThat(resend(RELAYING).changesAfter(NOW)).contains(Duration.ofSeconds(2));
    }

    @Test
    void unknownResendChangesAtItsReconciliation() {
        assertThat(resend(RELAYING.awaitReconciliation("token", NOW.plusSeconds(300)))
                        .changesAfter(NOW))
                .contains(Duration.ofMinutes(5));
    }

    @Test
    void finalResendDoesNotChange() {
        assertThat(resend(RELAYING.endUnknown(NOW)).changesAfter(NOW)).isEmpty();
        assertThat(resend(RELAYING.accept(Optional.empty(), NOW)).changesAfter(NOW))
                .isEmpty();
    }

    private static Resend resend(ResendState state) {
        return new Resend(
                new UUID(0, 1),
                new Resend.Requested(
                        "acme",
                        "1001",
                        "alpha",
                        "CA-1001",
                        "domain-validated",
                        "admin@acme.example",
                        NOW,
                        "user",
                        Optional.empty(),
                        Optional.empty(),
                        false),
                state);
    }
}
