package sslorders.resend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;

/**
 * One step of a resend: its next state, and the change of its newest attempt that belongs to it.
 *
 * @param before the resend that the step was decided for
 */
record Transition(Resend before, ResendState next, AttemptChange attempt) {

    /** The resend after the step. */
    Resend after() {
        return before.in(next);
    }

    /** What changes in the history of attempts. */
    sealed interface AttemptChange {

        /** Nothing. */
        record None() implements AttemptChange {}

        /** A new attempt begins. */
        record Begun(Instant at) implements AttemptChange {}

        /**
         * The newest attempt has ended.
         *
         * @param duration empty if the end of the call was not observed
         */
        record Ended(Outcome outcome, Optional<Duration> duration) implements AttemptChange {}

        /** The CA was asked about the newest attempt. */
        record Reconciled(Finding finding) implements AttemptChange {}
    }
}
