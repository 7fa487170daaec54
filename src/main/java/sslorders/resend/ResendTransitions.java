package sslorders.resend;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import sslorders.ca.GuardedAuthority;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;
import sslorders.pause.CaPauses;
import sslorders.resend.Transition.AttemptChange;

/**
 * Decides the next state of a resend from the outcome of a call, the finding of a reconciliation, or the time. Does no I/O. An empty
 * authority means that the CA is not configured at present.
 */
@Singleton
class ResendTransitions {
    private final RetryPolicy retries;
    private final CaPauses pauses;
    private final Duration recoveryMargin;
    private final Duration reconcileAfter;

    ResendTransitions(RelayConfig config, CaPauses pauses) {
        this.pauses = pauses;
        this.retries = new RetryPolicy(config.retryFirst(), config.retryLongest(), config.giveUpAfter());
        this.recoveryMargin = config.recoveryMargin();
        this.reconcileAfter = config.reconcileAfter();
    }

    /**
     * Returns the state of a new resend.
     *
     * @param beginNow whether the caller makes the first attempt right after the commit; the state is then {@code relaying},
     *     unless the CA is paused or cannot be called
     */
    ResendState opened(Optional<GuardedAuthority> authority, Instant now, boolean beginNow) {
        ResendState pending = ResendState.pending(now);
        Optional<ResendState> waiting = waiting(pending, now, now, authority, now);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        Optional<Instant> postponed = postponed(authority, now, now);
        if (postponed.isPresent()) {
            return pending.postpone(postponed.get());
        }
        return beginNow ? begun(pending, authority, now) : pending;
    }

    /** Returns the next step of a due pending resend: an attempt, unless the CA is paused or busy, or the retry period is over. */
    Transition retry(Resend pending, Optional<GuardedAuthority> authority, Instant now) {
        Optional<Transition> waiting = waitForPause(pending, authority, now);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        if (retries.isOver(pending.retryPeriodStart(), now)) {
            return new Transition(pending, pending.state().stopRetrying(now), new AttemptChange.None());
        }
        return postponed(authority, pending.requested().at(), now)
                .map(time -> new Transition(pending, pending.state().postpone(time), new AttemptChange.None()))
                .orElseGet(() ->
                        new Transition(pending, begun(pending.state(), authority, now), new AttemptChange.Begun(now)));
    }

    /**
     * Returns the next step of a due resend whose CA is paused; empty if it is not paused. The step records no attempt, and the wait
     * does not count toward the retry period.
     */
    Optional<Transition> waitForPause(Resend due, Optional<GuardedAuthority> authority, Instant now) {
        return waiting(due.state(), due.requested().at(), due.retryPeriodStart(), authority, now)
                .map(next -> new Transition(due, next, new AttemptChange.None()));
    }

    private Optional<ResendState> waiting(
            ResendState state,
            Instant requestedAt,
            Instant retryPeriodStart,
            Optional<GuardedAuthority> authority,
            Instant now) {
        return authority
                .flatMap(ca -> pauses.find(ca.name(), now))
                .map(pause -> retries.waitForPause(requestedAt, pause.until(), now, random()))
                .map(time -> state.waitForPause(time, retryPeriodStart.plus(Duration.between(now, time))));
    }

    /** Begins a reconciliation. If this replica crashes, another one reconciles the resend after the longest possible call time. */
    Transition reconcile(Resend unknown, Optional<GuardedAuthority> authority, Instant now) {
        return new Transition(unknown, unknown.state().postpone(callEnds(authority, now)), new AttemptChange.None());
    }

    /**
     * Ends the newest attempt.
     *
     * @param duration empty if the end of the call was not observed
     */
    Transition end(
            Resend called,
            Optional<GuardedAuthority> authority,
            Outcome outcome,
            Optional<Duration> duration,
            Instant now) {
        return new Transition(
                called, next(called, authority, outcome, now), new AttemptChange.Ended(outcome, duration));
    }

    /** Applies the finding of a reconciliation. */
    Transition reconciled(Resend unknown, Finding finding, Instant now) {
        ResendState state = unknown.state();
        ResendState next =
                switch (finding) {
                    case SENT -> state.reconcileSent(now);
                    case OTHER_SENT -> state.leaveUnknown(now);
                    case NOT_SENT -> state.reconcileNotSent(now);
                    case UNCLEAR, THROTTLED ->
                        nextAttempt(unknown, Optional.empty(), now)
                                .map(state::postpone)
                                .orElseGet(() -> state.leaveUnknown(now));
                };
        return new Transition(unknown, next, new AttemptChange.Reconciled(finding));
    }

    private ResendState next(Resend called, Optional<GuardedAuthority> authority, Outcome outcome, Instant now) {
        ResendState state = called.state();
        return switch (outcome) {
            case Outcome.Accepted accepted -> state.accept(accepted.reference(), now);
            case Outcome.Rejected rejected -> state.reject(rejected, now);
            case Outcome.NotExecuted notExecuted ->
                nextAttempt(called, notExecuted.retryAfter(), now)
                        .map(state::retryAt)
                        .orElseGet(() -> state.stopRetrying(now));
            case Outcome.Unknown unknown -> {
                Optional<Instant> retry = authority
                        .filter(GuardedAuthority::retriesUnknown)
                        .flatMap(retrying -> nextAttempt(called, Optional.empty(), now));
                yield retry.map(state::retryUnknownAt)
                        .or(() -> unknown.token()
                                .map(token -> state.awaitReconciliation(token, now.plus(reconcileAfter))))
                        .orElseGet(() -> state.endUnknown(now));
            }
        };
    }

    private Optional<Instant> nextAttempt(Resend resend, Optional<Duration> retryAfter, Instant now) {
        return retries.next(resend.retryPeriodStart(), resend.attempts(), retryAfter, now, random());
    }

    /** Returns the time of the next try if the CA cannot be called now; empty if it can. No attempt is recorded for such a try. */
    private Optional<Instant> postponed(Optional<GuardedAuthority> authority, Instant requestedAt, Instant now) {
        return authority
                .flatMap(GuardedAuthority::busyFor)
                .map(busy -> retries.postpone(requestedAt, busy, now, random()));
    }

    private ResendState begun(ResendState pending, Optional<GuardedAuthority> authority, Instant now) {
        return pending.begin(authority.map(GuardedAuthority::recipientCheck), callEnds(authority, now));
    }

    /** Returns the time by which a call that begins now has ended, unless its replica crashed. */
    private Instant callEnds(Optional<GuardedAuthority> authority, Instant now) {
        Duration longest = authority.map(GuardedAuthority::longestCall).orElse(Duration.ZERO);
        return now.plus(longest).plus(recoveryMargin);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
