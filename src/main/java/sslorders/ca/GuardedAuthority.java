package sslorders.ca;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import sslorders.ca.CertificateAuthority.Request;
import sslorders.ca.Reconciling.Finding;

/** A configured CA: its adapter behind a bulkhead and a circuit breaker, with metrics. */
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
            metrics.setCircuit(state);
            LOG.warnf("CA %s: circuit %s", name, metrics.circuit());
        });
    }

    /**
     * Requests a resend, as {@link CertificateAuthority#resendFulfillmentEmail}. The call is not executed while the circuit is open or
     * the bulkhead is full.
     */
    public Outcome resendFulfillmentEmail(Request request) {
        Outcome outcome = guard.call(
                () -> metrics.timed(() -> guarded(
                        () -> authority.resendFulfillmentEmail(request), new Outcome.Unknown("adapter failed"))),
                Outcome.class,
                GuardedAuthority::isFailure,
                rejected -> rejected);
        metrics.count(outcome);
        return outcome instanceof Outcome.Unknown unknown && config.onUnknown() == CaConfig.OnUnknown.KEEP
                ? new Outcome.Unknown(unknown.cause())
                : outcome;
    }

    /** Throttling is not a failure, because the CA is available. */
    private static boolean isFailure(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted call && !call.isThrottled() || outcome instanceof Outcome.Unknown;
    }

    /**
     * Returns the time for which calls are expected to be rejected before execution: zero if the time is unknown, empty if the CA can
     * be called. This method makes no call to the CA.
     */
    public Optional<Duration> busyFor() {
        return guard.busyFor();
    }

    /**
     * Reconciles, as {@link Reconciling#reconcile}; unclear if the dialect cannot reconcile, or if the bulkhead or the circuit breaker
     * rejected the call.
     */
    public Finding reconcile(Request request, String token) {
        return authority instanceof Reconciling reconciling
                ? guard.call(
                        () -> guarded(() -> reconciling.reconcile(request, token), Finding.UNCLEAR),
                        Finding.class,
                        finding -> finding == Finding.UNCLEAR,
                        rejected -> Finding.UNCLEAR)
                : Finding.UNCLEAR;
    }

    /**
     * Checks the access, as {@link CertificateAuthority#check}. The check counts toward the limits on concurrent calls and on calls per
     * minute. It does not depend on the circuit breaker, and does not change it.
     */
    public CheckReport check(Optional<String> caOrderId) {
        return guard.callWithoutCircuit(
                () -> report(guarded(() -> authority.check(caOrderId), List.of(failed("the adapter failed")))),
                CheckReport.class,
                full -> report(List.of(failed(full.cause()))));
    }

    private CheckReport report(List<CheckStep> steps) {
        return new CheckReport(name, config.dialect(), config.url(), steps);
    }

    private static CheckStep failed(String cause) {
        return CheckStep.failed(CheckStep.Kind.READ, cause);
    }

    /** Returns an alternative result if the adapter violates its contract and throws, so that every resend gets an outcome. */
    private <T> T guarded(Supplier<T> call, T otherwise) {
        try {
            return call.get();
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "CA %s: the adapter failed", name);
            return otherwise;
        }
    }

    /** Returns the name of the CA in the configuration. */
    public String name() {
        return name;
    }

    /** Returns whether the CA can resend the fulfillment e-mail of a certificate type. */
    public boolean resends(String certificateType) {
        return config.fulfillmentEmail()
                && !config.excludedTypes().orElse(Set.of()).contains(certificateType);
    }

    /** Returns {@link CertificateAuthority#recipientCheck} of the adapter. */
    public RecipientCheck recipientCheck() {
        return authority.recipientCheck();
    }

    /** Returns the maximum duration of a call. */
    public Duration longestCall() {
        return authority.longestCall();
    }

    /** Returns whether calls with an unknown outcome are retried, as configured. */
    public boolean retriesUnknown() {
        return config.onUnknown() == CaConfig.OnUnknown.RETRY;
    }

    /** Returns the state of the circuit on this replica: {@code closed}, {@code half-open} or {@code open}. */
    String circuit() {
        return metrics.circuit();
    }

    /**
     * Returns the time at which the CA last accepted a resend of this replica; empty if the CA has accepted none since the start of
     * the replica.
     */
    Optional<Instant> lastAccepted() {
        return metrics.lastAccepted();
    }
}
