package sslorders.ca;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import sslorders.text.WireName;

/** The metrics of one CA on this replica since its start; see docs/metrics.md. */
final class CaMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final String name;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Timer calls;
    private final Counter credentialsRefused;
    private final Instant start;
    private volatile CircuitBreakerState circuit = CircuitBreakerState.CLOSED;
    private volatile Instant lastAccepted;

    CaMetrics(String name, MeterRegistry meters, InstantSource clock) {
        this.name = name;
        this.meters = meters;
        this.clock = clock;
        this.start = clock.instant();
        calls = Timer.builder("ssl.orders.ca.call")
                .description("Duration of executed calls to the CA")
                .tag("ca", name)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
        // Registered with 0 at the start, so that Prometheus detects the first event as an increase.
        credentialsRefused = meters.counter("ssl.orders.ca.credentials.refused", "ca", name);
        for (CircuitBreakerState state : CircuitBreakerState.values()) {
            Gauge.builder("ssl.orders.ca.circuit", () -> circuit == state ? 1 : 0)
                    .description("1 for the current state of the circuit breaker")
                    .tag("ca", name)
                    .tag("state", WireName.of(state))
                    .register(meters);
        }
        TimeGauge.builder("ssl.orders.ca.since.accepted", this::secondsSinceAccepted, TimeUnit.SECONDS)
                .description("Time since the CA accepted a resend of this replica, or since the replica started")
                .tag("ca", name)
                .register(meters);
    }

    /** Measures the duration of a call. */
    <T> T timed(Supplier<T> call) {
        return calls.record(call);
    }

    /** Counts the outcome of an attempt, including an attempt that was rejected before execution. */
    void count(Outcome outcome) {
        meters.counter("ssl.orders.ca.attempts", "ca", name, "outcome", outcome.word())
                .increment();
        if (outcome instanceof Outcome.Accepted) {
            lastAccepted = clock.instant();
        } else if (outcome instanceof Outcome.Rejected rejected
                && rejected.reason() == Outcome.Reason.CREDENTIALS_REFUSED) {
            credentialsRefused.increment();
        }
    }

    void setCircuit(CircuitBreakerState state) {
        circuit = state;
    }

    /** Returns the state of the circuit: {@code closed}, {@code half-open} or {@code open}. */
    String circuit() {
        return WireName.of(circuit);
    }

    Optional<Instant> lastAccepted() {
        return Optional.ofNullable(lastAccepted);
    }

    private double secondsSinceAccepted() {
        return Duration.between(lastAccepted().orElse(start), clock.instant()).toMillis() / 1000.0;
    }
}
