package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sslorders.ca.Outcome;
import sslorders.ca.RecipientCheck;

class ResendStateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Outcome.Rejected REJECTED =
            new Outcome.Rejected(Outcome.Reason.WRONG_STATE, Optional.of("E7"));

    private final ResendState pending = ResendState.pending(NOW);
    private final ResendState relaying = pending.begin(Optional.of(RecipientCheck.SENT_ALONG), LATER);
    private final ResendState retriedUnknown =
            relaying.retryUnknownAt(NOW).begin(Optional.of(RecipientCheck.SENT_ALONG), LATER);
    private final ResendState reconciling = relaying.awaitReconciliation("token", LATER);

    /** Each transition with the status that it starts from. */
    private enum Step {
        BEGIN(ResendStatus.PENDING, state -> state.begin(Optional.empty(), LATER)),
        ACCEPT(ResendStatus.RELAYING, state -> state.accept(Optional.of("R1"), NOW)),
        REJECT(ResendStatus.RELAYING, state -> state.reject(REJECTED, NOW)),
        END_UNKNOWN(ResendStatus.RELAYING, state -> state.endUnknown(NOW)),
        AWAIT_RECONCILIATION(ResendStatus.RELAYING, state -> state.awaitReconciliation("token", LATER)),
        RETRY(ResendStatus.RELAYING, state -> state.retryAt(LATER)),
        RETRY_UNKNOWN(ResendStatus.RELAYING, state -> state.retryUnknownAt(LATER)),
        STOP_RETRYING(ResendStatus.RELAYING, state -> state.stopRetrying(NOW)),
        RECONCILE_SENT(ResendStatus.UNKNOWN, state -> state.reconcileSent(NOW)),
        RECONCILE_NOT_SENT(ResendStatus.UNKNOWN, state -> state.reconcileNotSent(NOW)),
        LEAVE_UNKNOWN(ResendStatus.UNKNOWN, state -> state.leaveUnknown(NOW)),
        WAIT_FOR_PAUSE(ResendStatus.PENDING, state -> state.waitForPause(LATER, NOW)),
        RETRY_NOW(ResendStatus.PENDING, state -> state.retryNow(NOW)),
        CANCEL(ResendStatus.PENDING, state -> state.cancel(Optional.empty(), NOW));

        private final ResendStatus from;
        private final UnaryOperator<ResendState> transition;

        Step(ResendStatus from, UnaryOperator<ResendState> transition) {
            this.from = from;
            this.transition = transition;
        }
    }

    @ParameterizedTest
    @EnumSource
    void transitionOfFinalStateIsRejected(Step step) {
        ResendState accepted = relaying.accept(Optional.empty(), NOW);

        assertThatThrownBy(() -> step.transition.apply(accepted)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void nonFinalStateHasDueTime(Step step) {
        ResendState from =
                switch (step.from) {
                    case PENDING -> pending;
                    case RELAYING -> relaying;
                    default -> reconciling;
                };

        ResendState next = step.transition.apply(from);

        assertThat(next.dueAt().isPresent()).isNotEqualTo(next.settledAt().isPresent());
        assertThat(next.isFinal()).isEqualTo(next.settledAt().isPresent());
    }

    @Test
    void acceptedStateHasReference() {
        ResendState accepted = relaying.accept(Optional.of("R1"), NOW);

        assertThat(accepted.status()).isEqualTo(ResendStatus.ACCEPTED);
        assertThat(accepted.answer()).isEqualTo(CaAnswer.accepted(Optional.of("R1")));
        assertThat(accepted.settledAt()).contains(NOW);
        assertThat(accepted.recipientCheck()).contains(RecipientCheck.SENT_ALONG);
    }

    @Test
    void rejectedStateHasReasonAndCode() {
        ResendState rejected = relaying.reject(REJECTED, NOW);

        assertThat(rejected.status()).isEqualTo(ResendStatus.REJECTED);
        assertThat(rejected.answer().reason()).contains(Outcome.Reason.WRONG_STATE);
        assertThat(rejected.answer().code()).contains("E7");
        assertThat(rejected.mayHaveBeenSent()).isFalse();
    }

    @Test
    void rejectionAfterUnknownAttemptIsUnknown() {
        ResendState rejected = retriedUnknown.reject(REJECTED, NOW);

        assertThat(rejected.status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(rejected.mayHaveBeenSent()).isTrue();
    }

    @Test
    void endOfRetriesIsGaveUp() {
        assertThat(relaying.stopRetrying(NOW).status()).isEqualTo(ResendStatus.GAVE_UP);
        assertThat(pending.stopRetrying(NOW).status()).isEqualTo(ResendStatus.GAVE_UP);
    }

    @Test
    void endOfRetriesAfterUnknownAttemptIsUnknown() {
        assertThat(retriedUnknown.stopRetrying(NOW).status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(relaying.retryUnknownAt(NOW).stopRetrying(NOW).status()).isEqualTo(ResendStatus.UNKNOWN);
    }

    @Test
    void attemptIsCountedWhenItBegins() {
        assertThat(pending.attempts()).isZero();
        assertThat(relaying.attempts()).isEqualTo(1);
        assertThat(retriedUnknown.attempts()).isEqualTo(2);
    }

    @Test
    void tokenIsKeptUntilReconciliation() {
        assertThat(reconciling.answer().token()).contains("token");
        assertThat(reconciling.postpone(LATER).answer().token()).contains("token");
        assertThat(reconciling.reconcileNotSent(NOW).answer()).isEqualTo(CaAnswer.NONE);
        assertThat(reconciling.reconcileSent(NOW).answer()).isEqualTo(CaAnswer.NONE);
        assertThat(reconciling.leaveUnknown(NOW).answer()).isEqualTo(CaAnswer.NONE);
    }

    @Test
    void attemptAfterReconciliationCanBeRejected() {
        ResendState again = reconciling.reconcileNotSent(NOW).begin(Optional.empty(), LATER);

        assertThat(again.reject(REJECTED, NOW).status()).isEqualTo(ResendStatus.REJECTED);
    }

    @Test
    void cancelledStateCannotHaveBeenSent() {
        ResendState cancelled = pending.cancel(Optional.of("anna"), NOW);

        assertThat(cancelled.status()).isEqualTo(ResendStatus.CANCELLED);
        assertThat(cancelled.mayHaveBeenSent()).isFalse();
        assertThat(cancelled.settledAt()).contains(NOW);
        assertThat(cancelled.intervention())
                .contains(new Intervention(Intervention.Kind.CANCELLED, NOW, Optional.of("anna")));
    }

    @Test
    void cancellationAfterUnknownAttemptIsUnknown() {
        ResendState cancelled = relaying.retryUnknownAt(NOW).cancel(Optional.empty(), NOW);

        assertThat(cancelled.status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(cancelled.isFinal()).isTrue();
        assertThat(cancelled.mayHaveBeenSent()).isTrue();
    }

    @Test
    void onlyPendingStateCanBeCancelledOrRetried() {
        for (ResendState state : List.of(relaying, reconciling, relaying.endUnknown(NOW))) {
            assertThatThrownBy(() -> state.cancel(Optional.empty(), NOW)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> state.retryNow(NOW)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void resolvedStateKeepsTheTimeOfItsOutcome() {
        ResendState sent = relaying.endUnknown(NOW).resolve(true, LATER);

        assertThat(sent.status()).isEqualTo(ResendStatus.ACCEPTED);
        assertThat(sent.settledAt()).contains(NOW);
        assertThat(sent.intervention()).contains(new Intervention(Intervention.Kind.SENT, LATER, Optional.empty()));
    }

    @Test
    void stateResolvedAsNotSentIsRejected() {
        ResendState notSent = relaying.endUnknown(NOW).resolve(false, LATER);

        assertThat(notSent.status()).isEqualTo(ResendStatus.REJECTED);
        assertThat(notSent.mayHaveBeenSent()).isFalse();
        assertThat(notSent.isResolvable()).isFalse();
    }

    @Test
    void onlyFinalUnknownStateCanBeResolved() {
        ResendState accepted = relaying.accept(Optional.empty(), NOW);

        for (ResendState state : List.of(pending, relaying, reconciling, accepted, pending.stopRetrying(NOW))) {
            assertThat(state.isResolvable()).isFalse();
            assertThatThrownBy(() -> state.resolve(true, NOW)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void waitForPauseKeepsStatusAndToken() {
        ResendState waiting = reconciling.waitForPause(LATER, NOW.plusSeconds(30));

        assertThat(waiting.status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(waiting.answer().token()).contains("token");
        assertThat(waiting.dueAt()).contains(LATER);
        assertThat(waiting.retryPeriodStart()).contains(NOW.plusSeconds(30));
        assertThat(waiting.reconcileNotSent(NOW).retryPeriodStart()).contains(NOW.plusSeconds(30));
    }

    @Test
    void dueTimeIsRoundedUpToMicroseconds() {
        assertThat(ResendState.pending(NOW.plusNanos(1)).dueAt()).contains(NOW.plusNanos(1_000));
        assertThat(ResendState.pending(NOW.plusNanos(1_000)).dueAt()).contains(NOW.plusNanos(1_000));
    }
}
