package sslorders.resend;

import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;
import sslorders.ca.ServedAuthority;
import sslorders.log.LogIds;
import sslorders.problem.DatabaseAway;

/** Carries resends to their CAs. No transaction is open while a CA is called. */
@ApplicationScoped
class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    /** Between two tries to record an outcome: a switchover of the database takes some of these. */
    private static final long SETTLE_DELAY_MS = 500;

    private final CertificateAuthorities authorities;
    private final ResendLedger ledger;
    private final InstantSource clock;

    /** An outcome is known once, here, and lost if it cannot be written down; a database fails over in seconds. */
    private final TypedGuard<Resend> settling;

    Relay(CertificateAuthorities authorities, ResendLedger ledger, RelayConfig config, InstantSource clock) {
        this.authorities = authorities;
        this.ledger = ledger;
        this.clock = clock;
        long settleWithinMs = config.settleWithin().toMillis();
        this.settling = TypedGuard.create(Resend.class)
                .withRetry()
                .maxRetries(-1)
                .abortOn(IllegalStateException.class)
                // The library refuses a delay that is not shorter than the whole, and only when it is used.
                .delay(Math.min(SETTLE_DELAY_MS, settleWithinMs / 2), ChronoUnit.MILLIS)
                .maxDuration(settleWithinMs, ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /**
     * Calls the CA of a {@code relaying} resend, once, and writes down how that ended.
     *
     * @return the resend as it stands afterwards
     * @throws OutcomeNotRecorded if the outcome could not be written down, for whatever reason; nothing else is thrown
     */
    Resend attempt(Resend resend) {
        return LogIds.during(resend.logIds(), () -> callAndSettle(resend));
    }

    private Resend callAndSettle(Resend resend) {
        long start = System.nanoTime();
        Outcome outcome = call(resend);
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        try {
            log(resend, outcome, duration);
            return settling.get(() -> ledger.settle(resend, outcome, duration));
        } catch (Throwable failure) { // checked exceptions of the transaction included, and an interruption
            LOG.errorf(
                    DatabaseAway.isCauseOf(failure) ? null : failure,
                    "Resend %s of order %s, attempt %d: CA %s: outcome %s was not recorded: %s",
                    resend.id(),
                    resend.orderId(),
                    resend.attempts(),
                    resend.certificateAuthority(),
                    outcome.word(),
                    rootCause(failure));
            throw new OutcomeNotRecorded(staysUnknown(resend, outcome));
        }
    }

    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }

    private Outcome call(Resend resend) {
        try {
            return authorities
                    .find(resend.certificateAuthority())
                    .map(served -> isInTime(resend, served)
                            ? served.resendFulfillmentEmail(resend.request())
                            : new Outcome.NotExecuted("the attempt began too late", Optional.empty()))
                    // Taken out of the configuration since the resend was asked for; it may come back.
                    .orElseGet(() -> new Outcome.NotExecuted("the CA is not configured", Optional.empty()));
        } catch (Throwable bug) { // an outcome even of an error: the call may have been made
            LOG.errorf(bug, "Resend %s of order %s: the attempt failed", resend.id(), resend.orderId());
            return new Outcome.Unknown("the attempt failed");
        }
    }

    /**
     * Whether a call that begins now ends before its outcome counts as lost. It does not if the machine paused after the
     * attempt was written: another replica may then have begun the next attempt.
     */
    private boolean isInTime(Resend resend, ServedAuthority authority) {
        return resend.dueAt()
                .filter(end -> clock.instant().plus(authority.longestCall()).isBefore(end))
                .isPresent();
    }

    /** Whether the service neither knows the outcome nor tries again. */
    private boolean staysUnknown(Resend resend, Outcome outcome) {
        return outcome instanceof Outcome.Unknown
                && authorities
                        .find(resend.certificateAuthority())
                        .filter(ServedAuthority::retriesUnknown)
                        .isEmpty();
    }

    /**
     * Does for a resend what is due.
     *
     * @return when to come again; nothing if the resend is settled
     */
    Optional<Instant> advance(UUID id) {
        return switch (ledger.step(id)) {
            case ResendLedger.Step.Call call -> attempt(call.resend()).dueAt();
            case ResendLedger.Step.Look look ->
                LogIds.during(look.resend().logIds(), () -> look(look.resend())).dueAt();
            case ResendLedger.Step.Wait wait -> Optional.of(wait.until());
            case ResendLedger.Step.Settled settled -> Optional.empty();
        };
    }

    /** Asks the CA of a resend in doubt whether a mail has gone out, and writes down what it says. */
    private Resend look(Resend resend) {
        Finding finding = authorities
                .find(resend.certificateAuthority())
                .map(served ->
                        served.reconcile(resend.request(), resend.caMark().orElseThrow()))
                .orElse(Finding.UNCLEAR);
        LOG.infof(
                "Resend %s of order %s, attempt %d in doubt: CA %s: %s",
                resend.id(),
                resend.orderId(),
                resend.attempts(),
                resend.certificateAuthority(),
                finding.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return ledger.found(resend, finding);
    }

    /** One line for each call: ids and outcome, no address. Refused credentials are for the operator to mend. */
    private static void log(Resend resend, Outcome outcome, Duration duration) {
        String end =
                switch (outcome) {
                    case Outcome.Accepted accepted -> "accepted";
                    case Outcome.NotExecuted notExecuted -> "not executed, " + notExecuted.cause();
                    case Outcome.Rejected rejected ->
                        "rejected, " + rejected.reason().name().toLowerCase(Locale.ROOT)
                                + rejected.caCode()
                                        .map(code -> ", code " + code)
                                        .orElse("");
                    case Outcome.Unknown unknown -> "unknown, " + unknown.cause();
                };
        boolean operatorsTurn =
                outcome instanceof Outcome.Rejected rejected && rejected.reason() == Outcome.Reason.CREDENTIALS_REFUSED;
        LOG.logf(
                operatorsTurn ? Logger.Level.ERROR : Logger.Level.INFO,
                "Resend %s of order %s, attempt %d: CA %s: %s (%d ms)",
                resend.id(),
                resend.orderId(),
                resend.attempts(),
                resend.certificateAuthority(),
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

        /** Whether the outcome is unknown and stays so. */
        boolean isUnknown() {
            return isUnknown;
        }
    }
}
