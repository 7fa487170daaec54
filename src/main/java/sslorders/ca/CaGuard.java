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
 * Isolates the other CAs from the failures of one CA with a bulkhead and a circuit breaker. Calls are never queued: a
 * call that is rejected before execution returns immediately and can be retried.
 */
final class CaGuard {
    private final Guard bulkhead;
    private final Guard circuit;
    private final Duration openFor;
    private final int maxConcurrent;
    private final AtomicInteger callsInProgress = new AtomicInteger();
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
    private volatile long openedAt;

    /**
     * @param stateChanges the consumer of each new state of the circuit
     */
    CaGuard(CaConfig.Entry limits, Consumer<CircuitBreakerState> stateChanges) {
        maxConcurrent = limits.maxConcurrent();
        bulkhead = Guard.create().withBulkhead().limit(maxConcurrent).done().build();
        openFor = limits.circuitOpenFor();
        // The circuit breaker is inside the bulkhead, because calls that the bulkhead rejects are not failures of the
        // CA.
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
     * Makes the call, if the bulkhead and the circuit breaker permit it.
     *
     * @param isFailure whether a result counts as a failure of the CA
     * @param rejected the function that maps the outcome of a rejected call to a result
     */
    <T> T call(Callable<T> call, Class<T> type, Predicate<T> isFailure, Function<Outcome.NotExecuted, T> rejected) {
        try {
            return bulkhead.call(() -> circuit.call(() -> orFailure(counted(call), isFailure), type), type);
        } catch (Failure failure) {
            return type.cast(failure.result);
        } catch (BulkheadException full) {
            return rejected.apply(full());
        } catch (CircuitBreakerOpenException open) {
            return rejected.apply(new Outcome.NotExecuted("circuit open", Optional.of(openFor)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes a call within the bulkhead, whatever the state of the circuit breaker. Its result does not change that state.
     *
     * @param rejected the function that maps the outcome of a rejected call to a result
     */
    <T> T callWithoutCircuit(Callable<T> call, Class<T> type, Function<Outcome.NotExecuted, T> rejected) {
        try {
            return bulkhead.call(() -> counted(call), type);
        } catch (BulkheadException full) {
            return rejected.apply(full());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Outcome.NotExecuted full() {
        return new Outcome.NotExecuted("limit of concurrent calls reached", Optional.empty());
    }

    /**
     * Returns the time for which calls are expected to be rejected: zero if the time is unknown, empty if the CA can be called. This
     * is an estimate, because other threads make calls at the same time.
     */
    Optional<Duration> busyFor() {
        return switch (state) {
            case OPEN ->
                Optional.of(openFor.minusNanos(System.nanoTime() - openedAt)).filter(Duration::isPositive);
            // One probe call is allowed, and its result closes or opens the circuit.
            case HALF_OPEN -> busyFrom(1);
            case CLOSED -> busyFrom(maxConcurrent);
        };
    }

    private Optional<Duration> busyFrom(int calls) {
        return callsInProgress.get() < calls ? Optional.empty() : Optional.of(Duration.ZERO);
    }

    private <T> T counted(Callable<T> call) throws Exception {
        callsInProgress.incrementAndGet();
        try {
            return call.call();
        } finally {
            callsInProgress.decrementAndGet();
        }
    }

    private static <T> T orFailure(T result, Predicate<T> isFailure) throws Failure {
        if (isFailure.test(result)) {
            throw new Failure(result);
        }
        return result;
    }

    /** Carries a result through the circuit breaker, which counts only exceptions as failures. */
    private static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Object result;

        Failure(Object result) {
            super(null, null, false, false);
            this.result = result;
        }
    }
}
