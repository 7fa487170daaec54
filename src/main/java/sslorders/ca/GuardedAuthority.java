package sslorders.ca;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import sslorders.ca.CertificateAuthority.Request;
import sslorders.ca.Reconciling.Finding;

/** A configured CA: its adapter behind a bulkhead, a circuit breaker and metrics of its own. */
public final class GuardedAuthority {
    private static final Logger LOG = Logger.getLogger(GuardedAuthority.class);

    private final String name;
    private final CertificateAuthority authority;
    private final CaConfig.Entry config;
    private final CaMetrics metrics;
    private final CaGuard guard;

    GuardedAuthority(
            String name,
            CertificateAuthority authority,
            CaConfig.Entry config,
            MeterRegistry meters,
            InstantSource clock) {
        this.name = name;
        this.authority = authority;
        this.config = config;
        this.metrics = new CaMetrics(name, meters, clock);
        this.guard = new CaGuard(config, state -> {
            metrics.circuitIs(state);
            LOG.warnf("CA %s: circuit %s", name, metrics.circuit());
        });
    }

    /**
     * As {@link CertificateAuthority#resendFulfillmentEmail}; not executed while the CA is left alone, or has as many
     * calls as it may have.
     */
    public Outcome resendFulfillmentEmail(Request request) {
        Outcome outcome = guard.call(
                () -> metrics.timed(() -> guarded(
                        () -> authority.resendFulfillmentEmail(request), new Outcome.Unknown("adapter failed"))),
                Outcome.class,
                GuardedAuthority::isFailure,
                rejected -> rejected);
        metrics.count(outcome);
        return outcome instanceof Outcome.Unknown doubt && config.onUnknown() == CaConfig.OnUnknown.KEEP
                ? new Outcome.Unknown(doubt.cause())
                : outcome;
    }

    /** A CA that throttles calls works; fewer calls end its throttling. */
    private static boolean isFailure(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted away && !away.isThrottled() || outcome instanceof Outcome.Unknown;
    }

    /**
     * How long a call would most likely be rejected before execution; zero if that is not
     * known, nothing if it can be called. Costs nothing, so that those who wait can ask often.
     */
    public Optional<Duration> busyFor() {
        return guard.busyFor();
    }

    /** As {@link Reconciling#reconcile}; unclear for a CA that cannot do it, or cannot be asked now. */
    public Finding reconcile(Request request, String token) {
        return authority instanceof Reconciling reconciling
                ? guard.call(
                        () -> guarded(() -> reconciling.reconcile(request, token), Finding.UNCLEAR),
                        Finding.class,
                        finding -> finding == Finding.UNCLEAR,
                        rejected -> Finding.UNCLEAR)
                : Finding.UNCLEAR;
    }

    /** An adapter that breaks its promise never to throw must not leave a resend without an outcome. */
    private <T> T guarded(Supplier<T> call, T otherwise) {
        try {
            return call.get();
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "CA %s: the adapter failed", name);
            return otherwise;
        }
    }

    /** Whether the CA sends the fulfillment e-mail of such a certificate again. */
    public boolean resends(String certificateType) {
        return config.fulfillmentEmail()
                && !config.excludedTypes().orElse(Set.of()).contains(certificateType);
    }

    /** As {@link CertificateAuthority#recipientCheck}. */
    public RecipientCheck recipientCheck() {
        return authority.recipientCheck();
    }

    /** How long a call can take at most. */
    public Duration longestCall() {
        return authority.longestCall();
    }

    /** Whether the CA is configured to be asked again after a call whose outcome is unknown. */
    public boolean retriesUnknown() {
        return config.onUnknown() == CaConfig.OnUnknown.RETRY;
    }

    /** The state of its circuit at this replica: {@code closed}, {@code half-open} or {@code open}. */
    String circuit() {
        return metrics.circuit();
    }

    /** When it accepted a resend of this replica; nothing if it has not since the start. */
    Optional<Instant> lastAccepted() {
        return metrics.lastAccepted();
    }
}
