package sslorders.ca;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.faulttolerance.api.RateLimitType;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Limits the number of calls of this replica to one CA in any minute. A call beyond the limit is not sent, does not count as a failure
 * of the CA, and is retried later. Thread-safe.
 */
final class CallRate {
    private final Optional<Guard> limit;

    /** @param perMinute the maximum number of calls in any minute; empty for no limit */
    CallRate(Optional<Integer> perMinute) {
        limit = perMinute.map(calls -> Guard.create()
                .withRateLimit()
                .limit(calls)
                .window(1, ChronoUnit.MINUTES)
                .type(RateLimitType.ROLLING)
                .done()
                .build());
    }

    /**
     * Acquires the permission for one call.
     *
     * @throws NoReply with the outcome not executed, if the limit is reached
     */
    void acquire() {
        if (limit.isEmpty()) {
            return;
        }
        try {
            limit.get().call(() -> true, Boolean.class);
        } catch (RateLimitException full) {
            Duration wait = Duration.ofMillis(Math.max(1, full.getRetryAfterMillis()));
            throw new NoReply(new Outcome.NotExecuted("limit of calls per minute reached", Optional.of(wait), true));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
