package sslorders.resend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;

/**
 * One step of a resend: its next state, and the corresponding change of its newest attempt.
 *
 * @param before the resend for which the step was decided
 */
record Transition(Resend before, ResendState next, AttemptChange attempt) {

    /** Returns the resend after the step. */
    Resend after() {
        return before.withState(next);
    }

    /** A change in the history of attempts. */
    sealed interface AttemptChange {

        /** No change. */
        record None() implements AttemptChange {}

        /** A new attempt begins. */
        record Begun(Instant at) implements AttemptChange {}

        /**
         * The newest attempt has ended.
         *
         * @param duration empty if the end of the call was not observed
         */
        record Ended(Outcome outcome, Optional<Duration> duration) implements AttemptChange {}

        /** The newest attempt was reconciled with the CA. */
        record Reconciled(Finding finding) implements AttemptChange {}
    }
}
