package sslorders.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides when an endpoint is called again after a failed call. Pure: the result depends only on the parameters.
 *
 * @param delays the delay after each failed call; after one more call, the delivery is dropped
 */
record RetrySchedule(List<Duration> delays) {
    /** Spreads the retries, so that they do not all reach a receiver as soon as it is available again. */
    private static final double JITTER = 0.1;

    /** The longest {@code Retry-After} that is honored. It equals the longest delay of the default schedule. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /**
     * Returns the time of the next call; empty after the last one.
     *
     * @param calls the number of calls so far, at least 1
     * @param retryAfter the delay that the receiver requested, if any
     * @param random a number from 0 to 1, the share of the maximum jitter that is added
     */
    Optional<Instant> next(int calls, Optional<Duration> retryAfter, Instant now, double random) {
        if (calls > delays.size()) {
            return Optional.empty();
        }
        Duration delay = longer(
                delays.get(calls - 1), retryAfter.map(RetrySchedule::bounded).orElse(Duration.ZERO));
        return Optional.of(later(now, delay, JITTER * random));
    }

    /**
     * Returns the time of the next try of a delivery whose endpoint cannot be called now. The delay equals the age of the event, from 1
     * second to 5 minutes or the longest delay of the schedule. Therefore, the delay doubles with each try, although no call is counted.
     *
     * @param random a number from 0 to 1, the share of the delay that is added as jitter
     */
    Instant postpone(Instant created, Instant now, double random) {
        Duration age = Duration.between(created, now);
        Duration longest = shorter(
                LONGEST_WAIT, delays.stream().max(Comparator.naturalOrder()).orElse(LONGEST_WAIT));
        return later(now, longer(SHORTEST_WAIT, shorter(age, longest)), random);
    }

    /** Returns the time from the first call to the last one, without jitter. */
    Duration total() {
        return delays.stream().reduce(Duration.ZERO, Duration::plus);
    }

    static Duration bounded(Duration retryAfter) {
        return shorter(retryAfter, LONGEST_RETRY_AFTER);
    }

    private static Duration longer(Duration one, Duration other) {
        return Stream.of(one, other).max(Comparator.naturalOrder()).get();
    }

    private static Duration shorter(Duration one, Duration other) {
        return Stream.of(one, other).min(Comparator.naturalOrder()).get();
    }

    /** Truncates to microseconds, the resolution of the database. */
    private static Instant later(Instant now, Duration delay, double jitter) {
        return now.plus(delay).plusMillis((long) (delay.toMillis() * jitter)).truncatedTo(ChronoUnit.MICROS);
    }
}
