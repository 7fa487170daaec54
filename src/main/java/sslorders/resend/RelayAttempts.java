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

/** Makes the attempts of resends: calls the CA, then records the outcome. No transaction is open during a call. */
@Singleton
class RelayAttempts {
    private static final Logger LOG = Logger.getLogger(RelayAttempts.class);

    /** The delay between two tries to record an outcome. A database failover lasts for several of these delays. */
    private static final long RECORD_DELAY_MS = 500;

    private final ResendStore store;
    private final ResendTransitions transitions;
    private final RelayMetrics metrics;
    private final InstantSource clock;

    /** Retries the recording, because an outcome that cannot be recorded is lost, and a database failover takes only seconds. */
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
                // The delay must be shorter than the maximum duration. The library checks this only at the first use.
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
     * @throws OutcomeNotRecorded if the outcome could not be recorded, for any reason; no other exception is thrown
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
            // The result is decided once, so that each try to record it writes the same values.
            Transition end = transitions.end(relaying, authority, outcome, Optional.of(duration), clock.instant());
            return recording.get(() -> record(end));
        } catch (Throwable failure) { // includes checked exceptions and an interruption
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
        } catch (Throwable bug) { // includes errors: the CA may have been called, so the outcome is unknown
            LOG.errorf(
                    bug,
                    "Resend %s of order %s: the attempt failed",
                    relaying.id(),
                    relaying.requested().order());
            return new Outcome.Unknown("the attempt failed");
        }
    }

    /**
     * Returns whether a call that begins now ends before the relay considers its outcome lost. It does not end in time if the machine
     * paused after the attempt was recorded. Another replica may then have begun the next attempt.
     */
    private boolean isInTime(Resend relaying, GuardedAuthority authority) {
        return relaying.dueAt()
                .filter(end -> clock.instant().plus(authority.longestCall()).isBefore(end))
                .isPresent();
    }

    /**
     * Records the result of a call.
     *
     * @return the stored resend; unchanged if the relay had already recorded the outcome as unknown
     */
    Resend record(Transition result) {
        return apply(result).orElseGet(() -> {
            Resend stored = store.read(result.before().id()).orElseThrow();
            if (stored.equals(result.after())) {
                // An earlier try recorded the result, but the database's reply was lost.
                report(stored);
            } else {
                LOG.warnf(
                        "Resend %s of order %s: the outcome arrived too late and was discarded",
                        stored.id(), stored.requested().order());
            }
            return stored;
        });
    }

    /** Applies a transition; empty if another replica has changed the state since the transition was decided. */
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
                    "Resend %s of order %s: retries exhausted after %d attempts at CA %s",
                    resend.id(), resend.requested().order(), resend.attempts(), resend.certificateAuthority());
        }
    }

    /**
     * Logs one record without an address for each call. Rejected credentials are logged as an error, because the operator must fix
     * them.
     */
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

    /** Thrown if the outcome of a call could not be stored. The resend stays {@code relaying} until the relay recovers it. */
    static final class OutcomeNotRecorded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean isUnknown;

        private OutcomeNotRecorded(boolean isUnknown) {
            super("the outcome was not recorded", null, false, false);
            this.isUnknown = isUnknown;
        }

        /** Returns whether the outcome is unknown and the CA is not called again. */
        boolean isUnknown() {
            return isUnknown;
        }
    }
}
