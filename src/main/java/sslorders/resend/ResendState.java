package sslorders.resend;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.ca.RecipientCheck;

/**
 * The state of a resend, and the transitions between states: each method returns the next state and leaves this one as it is.
 * Pure; {@link ResendStatus#mayBecome} allows or forbids each transition. After an attempt with an unknown outcome, the final
 * status is {@code accepted} or {@code unknown}, because an e-mail may have been sent.
 *
 * @param dueAt when the relay has to process the resend next; empty once it is final
 * @param attempts how many attempts have begun; the number of the newest
 * @param possiblySent whether an attempt before the newest may have sent an e-mail
 * @param recipientCheck how the newest attempt verifies the recipient; empty before the first one
 * @param settledAt when the state became final
 */
record ResendState(
        ResendStatus status,
        Optional<Instant> dueAt,
        int attempts,
        boolean possiblySent,
        Optional<RecipientCheck> recipientCheck,
        Optional<Instant> settledAt,
        CaAnswer answer) {

    /** The state of a new resend: {@code pending}, due at that time. */
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
     * The next attempt begins.
     *
     * @param check how it verifies the recipient; empty if the CA is not configured, so that it is not called
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

    /** The CA confirmed that it sends the e-mail. */
    ResendState accept(Optional<String> reference, Instant now) {
        return end(ResendStatus.ACCEPTED, possiblySent, now, CaAnswer.accepted(reference));
    }

    /** The CA rejected the request. */
    ResendState reject(Outcome.Rejected rejected, Instant now) {
        return end(
                possiblySent ? ResendStatus.UNKNOWN : ResendStatus.REJECTED,
                possiblySent,
                now,
                CaAnswer.rejected(rejected));
    }

    /** The outcome of the call is unknown, and stays unknown. */
    ResendState endUnknown(Instant now) {
        return end(ResendStatus.UNKNOWN, true, now, CaAnswer.NONE);
    }

    /** The outcome of the call is unknown, and the CA is asked for it at that time. */
    ResendState awaitReconciliation(String token, Instant at) {
        return wait(ResendStatus.UNKNOWN, possiblySent, at, CaAnswer.unknown(token));
    }

    /** The CA did not execute the call, and is called again at that time. */
    ResendState retryAt(Instant at) {
        return wait(ResendStatus.PENDING, possiblySent, at, CaAnswer.NONE);
    }

    /** The outcome of the call is unknown, and the CA is called again all the same. */
    ResendState retryUnknownAt(Instant at) {
        return wait(ResendStatus.PENDING, true, at, CaAnswer.NONE);
    }

    /** The CA did not execute the last call, and the time for retries is over. */
    ResendState stopRetrying(Instant now) {
        return end(possiblySent ? ResendStatus.UNKNOWN : ResendStatus.GAVE_UP, possiblySent, now, CaAnswer.NONE);
    }

    /** The status stays, and the relay processes the resend at another time. */
    ResendState postpone(Instant at) {
        requireNotFinal();
        return new ResendState(
                status, Optional.of(rounded(at)), attempts, possiblySent, recipientCheck, Optional.empty(), answer);
    }

    /** The CA's history has the e-mail. */
    ResendState reconcileSent(Instant now) {
        return end(ResendStatus.ACCEPTED, possiblySent, now, CaAnswer.NONE);
    }

    /** The CA's history has no e-mail, so that the CA can be called again at once. */
    ResendState reconcileNotSent(Instant now) {
        return wait(ResendStatus.PENDING, possiblySent, now, CaAnswer.NONE);
    }

    /** The outcome could not be determined from the CA's history, which is not read again. */
    ResendState leaveUnknown(Instant now) {
        requireNotFinal();
        return new ResendState(
                status, Optional.empty(), attempts, possiblySent, recipientCheck, Optional.of(now), CaAnswer.NONE);
    }

    /** Whether the state changes no more. */
    boolean isFinal() {
        return settledAt.isPresent();
    }

    /** Whether the CA accepted the resend, or may have sent an e-mail for it. */
    boolean mayHaveBeenSent() {
        return possiblySent || status == ResendStatus.ACCEPTED || status == ResendStatus.UNKNOWN;
    }

    private ResendState wait(ResendStatus next, boolean isPossiblySent, Instant at, CaAnswer received) {
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

    /** In microseconds, rounded up, as PostgreSQL stores it: equal in memory and when it is read again. */
    private static Instant rounded(Instant time) {
        return time.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
    }
}
