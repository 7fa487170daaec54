package sslorders.resend;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.ca.RecipientCheck;

/**
 * The state of a resend, and the transitions between states. Immutable: each transition method returns the next state. {@link
 * ResendStatus#mayBecome} defines the allowed transitions. After an attempt with an unknown outcome, an e-mail may have been sent;
 * the final status is then {@code accepted} or {@code unknown}.
 *
 * @param dueAt the time at which the relay processes the resend next; empty if the state is final
 * @param attempts the number of attempts that have begun, which is also the number of the newest attempt
 * @param possiblySent whether an attempt before the newest one may have sent an e-mail
 * @param recipientCheck how the newest attempt verifies the recipient; empty before the first attempt
 * @param settledAt the time at which the state became final; empty until then
 * @param answer the stored part of the CA's response to the newest attempt
 */
record ResendState(
        ResendStatus status,
        Optional<Instant> dueAt,
        int attempts,
        boolean possiblySent,
        Optional<RecipientCheck> recipientCheck,
        Optional<Instant> settledAt,
        CaAnswer answer) {

    /** Returns the state of a new resend: {@code pending}, due at the given time. */
    static ResendState pending(Instant dueAt) {
        return new ResendState(
                ResendStatus.PENDING,
                Optional.of(rounded(dueAt)),
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                CaAnswer.NONE);
    }

    /**
     * Begins the next attempt.
     *
     * @param check how the attempt verifies the recipient; empty if the CA is not configured and therefore not called
     * @param until the time by which the call has ended
     */
    ResendState begin(Optional<RecipientCheck> check, Instant until) {
        requireTransition(ResendStatus.RELAYING);
        return new ResendState(
                ResendStatus.RELAYING,
                Optional.of(rounded(until)),
                attempts + 1,
                possiblySent,
                check,
                Optional.empty(),
                CaAnswer.NONE);
    }

    /** Records that the CA accepted the request. */
    ResendState accept(Optional<String> reference, Instant now) {
        return end(ResendStatus.ACCEPTED, possiblySent, now, CaAnswer.accepted(reference));
    }

    /** Records that the CA rejected the request. */
    ResendState reject(Outcome.Rejected rejected, Instant now) {
        return end(
                possiblySent ? ResendStatus.UNKNOWN : ResendStatus.REJECTED,
                possiblySent,
                now,
                CaAnswer.rejected(rejected));
    }

    /** Records an unknown outcome that is final. */
    ResendState endUnknown(Instant now) {
        return end(ResendStatus.UNKNOWN, true, now, CaAnswer.NONE);
    }

    /** Records an unknown outcome, and schedules its reconciliation with the CA. */
    ResendState awaitReconciliation(String token, Instant at) {
        return scheduled(ResendStatus.UNKNOWN, possiblySent, at, CaAnswer.unknown(token));
    }

    /** Records that the CA did not execute the call, and schedules a retry. */
    ResendState retryAt(Instant at) {
        return scheduled(ResendStatus.PENDING, possiblySent, at, CaAnswer.NONE);
    }

    /** Records an unknown outcome, and schedules a retry although the CA may have sent an e-mail. */
    ResendState retryUnknownAt(Instant at) {
        return scheduled(ResendStatus.PENDING, true, at, CaAnswer.NONE);
    }

    /** Records that the CA did not execute the last call and that the retry period is over. */
    ResendState stopRetrying(Instant now) {
        return end(possiblySent ? ResendStatus.UNKNOWN : ResendStatus.GAVE_UP, possiblySent, now, CaAnswer.NONE);
    }

    /** Changes the time at which the relay processes the resend; the status stays the same. */
    ResendState postpone(Instant at) {
        requireNotFinal();
        return new ResendState(
                status, Optional.of(rounded(at)), attempts, possiblySent, recipientCheck, Optional.empty(), answer);
    }

    /** Records that the e-mail is in the CA's mail history. */
    ResendState reconcileSent(Instant now) {
        return end(ResendStatus.ACCEPTED, possiblySent, now, CaAnswer.NONE);
    }

    /** Records that the e-mail is not in the CA's mail history, and schedules an immediate retry. */
    ResendState reconcileNotSent(Instant now) {
        return scheduled(ResendStatus.PENDING, possiblySent, now, CaAnswer.NONE);
    }

    /** Makes an unknown outcome final, because the CA's mail history did not determine it. */
    ResendState leaveUnknown(Instant now) {
        requireNotFinal();
        return new ResendState(
                status, Optional.empty(), attempts, possiblySent, recipientCheck, Optional.of(now), CaAnswer.NONE);
    }

    /** Returns whether the state can no longer change. */
    boolean isFinal() {
        return settledAt.isPresent();
    }

    /** Returns whether the CA accepted the resend or may have sent an e-mail for it. */
    boolean mayHaveBeenSent() {
        return possiblySent || status == ResendStatus.ACCEPTED || status == ResendStatus.UNKNOWN;
    }

    private ResendState scheduled(ResendStatus next, boolean isPossiblySent, Instant at, CaAnswer received) {
        requireTransition(next);
        return new ResendState(
                next, Optional.of(rounded(at)), attempts, isPossiblySent, recipientCheck, Optional.empty(), received);
    }

    private ResendState end(ResendStatus next, boolean isPossiblySent, Instant now, CaAnswer received) {
        requireTransition(next);
        return new ResendState(
                next, Optional.empty(), attempts, isPossiblySent, recipientCheck, Optional.of(now), received);
    }

    private void requireTransition(ResendStatus next) {
        requireNotFinal();
        if (!status.mayBecome(next)) {
            throw new IllegalStateException("invalid transition of a resend: " + status + " to " + next);
        }
    }

    private void requireNotFinal() {
        if (isFinal()) {
            throw new IllegalStateException("the state " + status + " of a resend is final");
        }
    }

    /** Rounds up to microseconds, the resolution of PostgreSQL, so that the stored time equals the one in memory. */
    private static Instant rounded(Instant time) {
        return time.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
    }
}
