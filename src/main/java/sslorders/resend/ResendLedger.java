package sslorders.resend;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;
import sslorders.ca.ServedAuthority;
import sslorders.log.LogIds;

/**
 * Writes down what becomes of resends, each step in a transaction of its own under a lock of the resend. Whoever comes
 * late, at whatever replica, finds that the step has been taken and takes none.
 */
@ApplicationScoped
class ResendLedger {
    private static final Logger LOG = Logger.getLogger(ResendLedger.class);

    private final ResendRepository resends;
    private final AttemptRepository attempts;
    private final RelaySchedule schedule;
    private final RelayWatch watch;
    private final CertificateAuthorities authorities;
    private final RetryPolicy retries;
    private final Duration recoveryMargin;
    private final Duration reconcileAfter;
    private final InstantSource clock;

    ResendLedger(
            ResendRepository resends,
            AttemptRepository attempts,
            RelaySchedule schedule,
            RelayWatch watch,
            CertificateAuthorities authorities,
            RelayConfig config,
            InstantSource clock) {
        this.resends = resends;
        this.attempts = attempts;
        this.schedule = schedule;
        this.watch = watch;
        this.authorities = authorities;
        this.retries = new RetryPolicy(config.retryFirst(), config.retryLongest(), config.giveUpAfter());
        this.recoveryMargin = config.recoveryMargin();
        this.reconcileAfter = config.reconcileAfter();
        this.clock = clock;
    }

    /**
     * Writes a new resend with its wake-up call, in the caller's transaction.
     *
     * @param beginNow whether the caller would make the first attempt itself, right after the commit; if the CA can be
     *     called, the resend is {@code relaying} then
     */
    void open(Resend resend, boolean beginNow) {
        Instant now = clock.instant();
        Optional<Instant> postponed = postponed(resend, now);
        postponed.ifPresent(resend::waitUntil);
        if (beginNow && postponed.isEmpty()) {
            begin(resend, now);
        }
        resends.persist(resend);
        if (resend.status() == ResendStatus.RELAYING) {
            attempts.persist(new Attempt(newestAttempt(resend), now));
        }
        schedule.arrange(resend);
    }

    /**
     * Begins the next attempt of a resend, if it is due for one. One whose time is over is given up; one whose call
     * must have ended long ago was left behind by a service that died, and nobody knows what the CA did.
     */
    @Transactional
    Step step(UUID id) {
        Resend resend = resends.findById(id, LockModeType.PESSIMISTIC_WRITE);
        Instant now = clock.instant();
        if (resend == null || resend.dueAt().isEmpty()) {
            return new Step.Settled();
        }
        if (resend.dueAt().get().isAfter(now)) {
            return new Step.Wait(resend.dueAt().get());
        }
        if (resend.status() == ResendStatus.RELAYING) {
            warn(resend, "the service ended during the call");
            end(resend, new Outcome.Unknown("the service ended during the call"), Optional.empty(), now);
            return Step.after(resend);
        }
        if (resend.status() == ResendStatus.UNKNOWN) {
            resend.waitUntil(callEnds(resend, now));
            return new Step.Look(resend);
        }
        if (retries.isOver(resend.requestedAt(), now)) {
            resend.giveUp(now);
            logGivenUp(resend);
            watch.settled(resend);
            return new Step.Settled();
        }
        Optional<Instant> postponed = postponed(resend, now);
        if (postponed.isPresent()) {
            resend.waitUntil(postponed.get());
            return Step.after(resend);
        }
        begin(resend, now);
        attempts.persist(new Attempt(newestAttempt(resend), now));
        return new Step.Call(resend);
    }

    /**
     * Writes down how the newest attempt ended, and has the wake-up call agree.
     *
     * @param called the resend as it was when its CA was called
     * @return the resend as it stands now; untouched if the call took so long that its end had been taken for lost
     */
    @Transactional
    Resend settle(Resend called, Outcome outcome, Duration duration) {
        Resend resend = resends.findById(called.id(), LockModeType.PESSIMISTIC_WRITE);
        if (!resend.isStillCalledAs(called)) {
            warn(resend, "the outcome comes too late");
            return resend;
        }
        end(resend, outcome, Optional.of(duration), clock.instant());
        schedule.follow(resend);
        return resend;
    }

    /**
     * Writes down what the CA of a resend in doubt says: a mail has gone out, and the resend is accepted; none has, and it
     * waits for its next attempt; another mail has, and the resend stays unknown; or nothing, and the CA is asked again for
     * as long as it would be for an attempt.
     *
     * @param looked the resend as it was when its CA was asked
     * @return the resend as it stands now; untouched if the finding was made for an earlier state
     */
    @Transactional
    Resend found(Resend looked, Finding finding) {
        Resend resend = resends.findById(looked.id(), LockModeType.PESSIMISTIC_WRITE);
        Instant now = clock.instant();
        if (!resend.isStillReconciledAs(looked)) {
            warn(resend, "the finding comes too late");
            return resend;
        }
        switch (finding) {
            case SENT -> resend.foundSent(now);
            case OTHER_SENT -> resend.leaveUnknown(now);
            case NOT_SENT -> resend.foundNotSent(now);
            case UNCLEAR, THROTTLED -> {
                Optional<Instant> again = nextAttempt(resend, Optional.empty(), now);
                again.ifPresentOrElse(resend::waitUntil, () -> resend.leaveUnknown(now));
            }
        }
        attempts.findById(newestAttempt(resend)).found(finding);
        schedule.follow(resend);
        countIfSettled(resend);
        return resend;
    }

    private void end(Resend resend, Outcome outcome, Optional<Duration> duration, Instant now) {
        attempts.end(newestAttempt(resend), outcome, duration);
        Optional<Instant> next = nextAttempt(resend, outcome, now);
        Optional<String> mark =
                outcome instanceof Outcome.Unknown doubt && next.isEmpty() ? doubt.mark() : Optional.empty();
        mark.ifPresentOrElse(
                value -> resend.doubt(value, now.plus(reconcileAfter)), () -> resend.settle(outcome, next, now));
        if (resend.status() == ResendStatus.GAVE_UP) {
            logGivenUp(resend);
        }
        countIfSettled(resend);
    }

    private void countIfSettled(Resend resend) {
        if (resend.dueAt().isEmpty()) {
            watch.settled(resend);
        }
    }

    private static void logGivenUp(Resend resend) {
        warn(resend, "given up after " + resend.attempts() + " attempts at CA " + resend.certificateAuthority());
    }

    private static void warn(Resend resend, String what) {
        LogIds.during(resend.logIds(), () -> {
            LOG.warnf("Resend %s of order %s: %s", resend.id(), resend.orderId(), what);
            return null;
        });
    }

    /** When to look again at a resend whose CA cannot be called now: no attempt is begun that would be turned away. */
    private Optional<Instant> postponed(Resend resend, Instant now) {
        double chance = ThreadLocalRandom.current().nextDouble();
        return authorities
                .find(resend.certificateAuthority())
                .flatMap(ServedAuthority::busyFor)
                .map(busy -> retries.postpone(resend.requestedAt(), busy, now, chance));
    }

    /** When to ask again: after a call that was not executed, and after doubt only where the CA is configured so. */
    private Optional<Instant> nextAttempt(Resend resend, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.NotExecuted away -> nextAttempt(resend, away.retryAfter(), now);
            case Outcome.Unknown doubt ->
                authorities
                        .find(resend.certificateAuthority())
                        .filter(ServedAuthority::retriesUnknown)
                        .flatMap(authority -> nextAttempt(resend, Optional.empty(), now));
            case Outcome.Accepted accepted -> Optional.empty();
            case Outcome.Rejected rejected -> Optional.empty();
        };
    }

    private Optional<Instant> nextAttempt(Resend resend, Optional<Duration> retryAfter, Instant now) {
        double chance = ThreadLocalRandom.current().nextDouble();
        return retries.next(resend.requestedAt(), resend.attempts(), retryAfter, now, chance);
    }

    private static Attempt.Key newestAttempt(Resend resend) {
        return new Attempt.Key(resend.id(), resend.attempts());
    }

    private void begin(Resend resend, Instant now) {
        resend.begin(
                authorities.find(resend.certificateAuthority()).map(ServedAuthority::recipientCheck),
                callEnds(resend, now));
    }

    /** By when a call that begins now has ended, or its service has. */
    private Instant callEnds(Resend resend, Instant now) {
        Duration longest = authorities
                .find(resend.certificateAuthority())
                .map(ServedAuthority::longestCall)
                .orElse(Duration.ZERO);
        return now.plus(longest).plus(recoveryMargin);
    }

    /** What is to be done for a resend. */
    sealed interface Step {

        /** Its CA is to be called, once, by whoever got this. */
        record Call(Resend resend) implements Step {}

        /** Its CA is to be asked what became of the call in doubt. */
        record Look(Resend resend) implements Step {}

        /** Nothing before that time. */
        record Wait(Instant until) implements Step {}

        /** Nothing any more. */
        record Settled() implements Step {}

        /** What a resend that is not with its CA needs. */
        static Step after(Resend resend) {
            return resend.dueAt().<Step>map(Wait::new).orElseGet(Settled::new);
        }
    }
}
