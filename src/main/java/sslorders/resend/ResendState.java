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
 * @param retryPeriodStart the start of the retry period; empty if the period starts with the request
 * @param intervention how a person ended the resend; empty if no person did
 */
record ResendState(
        ResendStatus status,
        Optional<Instant> dueAt,
        int attempts,
        boolean possiblySent,
        Optional<RecipientCheck> recipientCheck,
        Optional<Instant> settledAt,
        CaAnswer answer,
        Optional<Instant> retryPeriodStart,
        Optional<Intervention> intervention) {

    /** Returns the state of a new resend: {@code pending}, due at the given time. */
    static ResendState pending(Instant dueAt) {
        return new ResendState(
                ResendStatus.PENDING,
                Optional.of(rounded(dueAt)),
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                CaAnswer.NONE,
                Optional.empty(),
                Optional.empty());
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
                CaAnswer.NONE,
                retryPeriodStart,
                Optional.empty());
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
        return postpone(at, retryPeriodStart);
    }

    /**
     * Postpones the resend because its CA is paused.
     *
     * @param nextRetryPeriodStart the start of the retry period, to which the wait does not count
     */
    ResendState waitForPause(Instant at, Instant nextRetryPeriodStart) {
        return postpone(at, Optional.of(rounded(nextRetryPeriodStart)));
    }

    private ResendState postpone(Instant at, Optional<Instant> periodStart) {
        requireNotFinal();
        Optional<Instant> due = Optional.of(rounded(at));
        return new ResendState(
                status, due, attempts, possiblySent, recipientCheck, settledAt, answer, periodStart, intervention);
    }

    /** Makes the next attempt of a pending resend due now. */
    ResendState retryNow(Instant now) {
        require(ResendStatus.PENDING);
        return postpone(now);
    }

    /**
     * Cancels a pending resend. The status becomes {@code cancelled}, or {@code unknown} if an earlier attempt may have sent an e-mail.
     *
     * @param by the subject of the account's token; empty if support cancels the resend
     */
    ResendState cancel(Optional<String> by, Instant now) {
        require(ResendStatus.PENDING);
        ResendStatus next = possiblySent ? ResendStatus.UNKNOWN : ResendStatus.CANCELLED;
        requireTransition(next);
        Optional<Intervention> end = Optional.of(new Intervention(Intervention.Kind.CANCELLED, now, by));
        return moved(next, Optional.empty(), possiblySent, Optional.of(now), CaAnswer.NONE, end);
    }

    /**
     * Resolves a final unknown outcome by what support found. {@code settledAt} stays the same, so that the cool-down still starts at
     * the time at which the CA may have sent the e-mail.
     *
     * @param isSent whether the CA sent the e-mail; otherwise the resend becomes {@code rejected}
     */
    ResendState resolve(boolean isSent, Instant now) {
        if (!isResolvable()) {
            throw new IllegalStateException("the state " + status + " of a resend is not a final unknown outcome");
        }
        Intervention.Kind finding = isSent ? Intervention.Kind.SENT : Intervention.Kind.NOT_SENT;
        return moved(
                isSent ? ResendStatus.ACCEPTED : ResendStatus.REJECTED,
                Optional.empty(),
                possiblySent && isSent,
                settledAt,
                CaAnswer.NONE,
                Optional.of(new Intervention(finding, now, Optional.empty())));
    }

    /** Returns whether support can resolve the outcome: it is unknown, and the service does not reconcile it. */
    boolean isResolvable() {
        return isFinal() && status == ResendStatus.UNKNOWN;
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
        return moved(status, Optional.empty(), possiblySent, Optional.of(now), CaAnswer.NONE, Optional.empty());
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
        return moved(next, Optional.of(rounded(at)), isPossiblySent, Optional.empty(), received, Optional.empty());
    }

    private ResendState end(ResendStatus next, boolean isPossiblySent, Instant now, CaAnswer received) {
        requireTransition(next);
        return moved(next, Optional.empty(), isPossiblySent, Optional.of(now), received, Optional.empty());
    }

    private ResendState moved(
            ResendStatus next,
            Optional<Instant> due,
            boolean isPossiblySent,
            Optional<Instant> ended,
            CaAnswer received,
            Optional<Intervention> end) {
        return new ResendState(
                next, due, attempts, isPossiblySent, recipientCheck, ended, received, retryPeriodStart, end);
    }

    private void require(ResendStatus required) {
        if (status != required) {
            throw new IllegalStateException("the status " + status + " of a resend is not " + required);
        }
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
