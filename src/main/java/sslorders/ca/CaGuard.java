package sslorders.ca;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Isolates the failures of one CA from the others by a bulkhead and a circuit breaker. A call that is rejected before execution
 * returns at once and can be retried; no call waits here.
 */
final class CaGuard {
    private final Guard bulkhead;
    private final Guard circuit;
    private final Duration openFor;
    private final int maxConcurrent;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
    private volatile long openedAt;

    /**
     * @param stateChanges told of each change of the circuit
     */
    CaGuard(CaConfig.Entry limits, Consumer<CircuitBreakerState> stateChanges) {
        maxConcurrent = limits.maxConcurrent();
        bulkhead = Guard.create().withBulkhead().limit(maxConcurrent).done().build();
        openFor = limits.circuitOpenFor();
        // Inside of the bulkhead: those that it turns away say nothing of the CA.
        circuit = Guard.create()
                .withCircuitBreaker()
                .requestVolumeThreshold(limits.circuitVolume())
                .failureRatio(limits.circuitFailureRatio())
                .delay(openFor.toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(next -> {
                    openedAt = System.nanoTime();
                    state = next;
                    stateChanges.accept(next);
                })
                .done()
                .build();
    }

    /**
     * Makes the call, if the CA can be called now.
     *
     * @param isFailure whether a result is a failure of the CA, rather than of the request
     * @param rejected the result of a call that was not made
     */
    <T> T call(Callable<T> call, Class<T> type, Predicate<T> isFailure, Function<Outcome.NotExecuted, T> rejected) {
        try {
            return bulkhead.call(() -> circuit.call(() -> orFailure(counted(call), isFailure), type), type);
        } catch (Failure failure) {
            return type.cast(failure.result);
        } catch (BulkheadException full) {
            return rejected.apply(new Outcome.NotExecuted("limit of concurrent calls reached", Optional.empty()));
        } catch (CircuitBreakerOpenException open) {
            return rejected.apply(new Outcome.NotExecuted("circuit open", Optional.of(openFor)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How long a call would most likely be rejected before execution; zero if that is not
     * known, nothing if it can be called.
     */
    Optional<Duration> busyFor() {
        return switch (state) {
            case OPEN ->
                Optional.of(openFor.minusNanos(System.nanoTime() - openedAt)).filter(Duration::isPositive);
            // One call is let through, and its end decides.
            case HALF_OPEN -> unlessFewerThan(1);
            case CLOSED -> unlessFewerThan(maxConcurrent);
        };
    }

    private Optional<Duration> unlessFewerThan(int calls) {
        return inside.get() < calls ? Optional.empty() : Optional.of(Duration.ZERO);
    }

    private <T> T counted(Callable<T> call) throws Exception {
        inside.incrementAndGet();
        try {
            return call.call();
        } finally {
            inside.decrementAndGet();
        }
    }

    private static <T> T orFailure(T result, Predicate<T> isFailure) throws Failure {
        if (isFailure.test(result)) {
            throw new Failure(result);
        }
        return result;
    }

    /** Carries a result past the circuit breaker, which counts exceptions. */
    private static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Object result;

        Failure(Object result) {
            super(null, null, false, false);
            this.result = result;
        }
    }
}
