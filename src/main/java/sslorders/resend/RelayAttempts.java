package sslorders.resend;

import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;
import sslorders.ca.GuardedAuthority;
import sslorders.ca.Outcome;
import sslorders.database.DatabaseErrors;
import sslorders.log.LogIds;
import sslorders.text.RootCause;

/** Makes the attempts of resends: calls the CA and records the outcome. No transaction is open during a call. */
@Singleton
class RelayAttempts {
    private static final Logger LOG = Logger.getLogger(RelayAttempts.class);

    /** Between two tries to record an outcome: a switchover of the database takes some of these. */
    private static final long RECORD_DELAY_MS = 500;

    private final ResendStore store;
    private final ResendTransitions transitions;
    private final RelayMetrics metrics;
    private final InstantSource clock;

    /** An outcome is known once, here, and lost if it cannot be recorded; a database fails over in seconds. */
    private final TypedGuard<Resend> recording;

    RelayAttempts(
            ResendStore store,
            ResendTransitions transitions,
            RelayMetrics metrics,
            RelayConfig config,
            InstantSource clock) {
        this.store = store;
        this.transitions = transitions;
        this.metrics = metrics;
        this.clock = clock;
        long recordWithinMs = config.settleWithin().toMillis();
        this.recording = TypedGuard.create(Resend.class)
                .withRetry()
                .maxRetries(-1)
                .abortOn(IllegalStateException.class)
                // The library refuses a delay that is not shorter than the whole, and only when it is used.
                .delay(Math.min(RECORD_DELAY_MS, recordWithinMs / 2), ChronoUnit.MILLIS)
                .maxDuration(recordWithinMs, ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /**
     * Calls the CA of a {@code relaying} resend, once, and records the outcome.
     *
     * @param authority the CA; empty if it is no longer configured
     * @return the resend as it is stored afterwards
     * @throws OutcomeNotRecorded if the outcome could not be recorded, for whatever reason; nothing else is thrown
     */
    Resend attempt(Resend relaying, Optional<GuardedAuthority> authority) {
        return LogIds.during(relaying.logIds(), () -> callAndRecord(relaying, authority));
    }

    private Resend callAndRecord(Resend relaying, Optional<GuardedAuthority> authority) {
        long start = System.nanoTime();
        Outcome outcome = call(relaying, authority);
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        try {
            log(relaying, outcome, duration);
            // Decided once: each try to record it writes the same.
            Transition end = transitions.end(relaying, authority, outcome, Optional.of(duration), clock.instant());
            return recording.get(() -> record(end));
        } catch (Throwable failure) { // checked exceptions included, and an interruption
            LOG.errorf(
                    DatabaseErrors.isCauseOf(failure) ? null : failure,
                    "Resend %s of order %s, attempt %d: CA %s: outcome %s was not recorded: %s",
                    relaying.id(),
                    relaying.requested().order(),
                    relaying.attempts(),
                    relaying.certificateAuthority(),
                    outcome.word(),
                    RootCause.of(failure));
            boolean isRetried =
                    authority.filter(GuardedAuthority::retriesUnknown).isPresent();
            throw new OutcomeNotRecorded(outcome instanceof Outcome.Unknown && !isRetried);
        }
    }

    private Outcome call(Resend relaying, Optional<GuardedAuthority> authority) {
        try {
            return authority
                    .map(ca -> isInTime(relaying, ca)
                            ? ca.resendFulfillmentEmail(relaying.toCaRequest())
                            : new Outcome.NotExecuted("the attempt started too late", Optional.empty()))
                    .orElseGet(() -> new Outcome.NotExecuted("the CA is not configured", Optional.empty()));
        } catch (Throwable bug) { // an outcome even of an error: the call may have been made
            LOG.errorf(
                    bug,
                    "Resend %s of order %s: the attempt failed",
                    relaying.id(),
                    relaying.requested().order());
            return new Outcome.Unknown("the attempt failed");
        }
    }

    /**
     * Whether a call that begins now ends before its outcome counts as lost. It does not if the machine paused after the
     * attempt was recorded: another replica may then have begun the next attempt.
     */
    private boolean isInTime(Resend relaying, GuardedAuthority authority) {
        return relaying.dueAt()
                .filter(end -> clock.instant().plus(authority.longestCall()).isBefore(end))
                .isPresent();
    }

    /**
     * Records the result of a call.
     *
     * @return the resend as it is stored afterwards; unchanged if it was no longer in the state in which the call began, because
     *     the call took so long that its outcome was considered lost
     */
    Resend record(Transition result) {
        return apply(result).orElseGet(() -> {
            Resend stored = store.read(result.before().id()).orElseThrow();
            if (stored.equals(result.after())) {
                // An earlier try wrote it, and its reply was lost.
                report(stored);
            } else {
                LOG.warnf(
                        "Resend %s of order %s: the outcome comes too late",
                        stored.id(), stored.requested().order());
            }
            return stored;
        });
    }

    /** Applies a transition; empty if another replica has made one since it was decided. */
    Optional<Resend> apply(Transition transition) {
        if (!store.apply(transition)) {
            return Optional.empty();
        }
        report(transition.after());
        return Optional.of(transition.after());
    }

    private void report(Resend resend) {
        if (resend.state().isFinal()) {
            metrics.completed(resend);
        }
        if (resend.status() == ResendStatus.GAVE_UP) {
            LOG.warnf(
                    "Resend %s of order %s: given up after %d attempts at CA %s",
                    resend.id(), resend.requested().order(), resend.attempts(), resend.certificateAuthority());
        }
    }

    /** One record for each call: ids and outcome, no address. Refused credentials are for the operator to fix. */
    private static void log(Resend called, Outcome outcome, Duration duration) {
        String end =
                switch (outcome) {
                    case Outcome.Accepted accepted -> "accepted";
                    case Outcome.NotExecuted notExecuted -> "not executed, " + notExecuted.cause();
                    case Outcome.Rejected rejected ->
                        "rejected, " + rejected.reason().wireName()
                                + rejected.caCode()
                                        .map(code -> ", code " + code)
                                        .orElse("");
                    case Outcome.Unknown unknown -> "unknown, " + unknown.cause();
                };
        boolean isForOperator =
                outcome instanceof Outcome.Rejected rejected && rejected.reason() == Outcome.Reason.CREDENTIALS_REFUSED;
        LOG.logf(
                isForOperator ? Logger.Level.ERROR : Logger.Level.INFO,
                "Resend %s of order %s, attempt %d: CA %s: %s (%d ms)",
                called.id(),
                called.requested().order(),
                called.attempts(),
                called.certificateAuthority(),
                end,
                duration.toMillis());
    }

    /** The outcome of a call is not in the database. The resend stays {@code relaying} until the relay recovers it. */
    static final class OutcomeNotRecorded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean isUnknown;

        private OutcomeNotRecorded(boolean isUnknown) {
            super("the outcome was not recorded", null, false, false);
            this.isUnknown = isUnknown;
        }

        /** Whether the outcome is unknown and the CA is not called again. */
        boolean isUnknown() {
            return isUnknown;
        }
    }
}
