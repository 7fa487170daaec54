package sslorders.resend;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import sslorders.ca.RetryAfter;

/**
 * Decides when a CA is called again: with exponential backoff and jitter, never before the CA's {@code Retry-After}, and only within
 * the retry period. Pure: the result depends only on the parameters.
 *
 * @param first the delay after the first attempt, positive
 * @param longest the upper bound of the delay, unless the CA requests a longer one
 * @param giveUpAfter the length of the retry period; no attempt begins after its end
 */
record RetryPolicy(Duration first, Duration longest, Duration giveUpAfter) {
    /** Spreads the retries, so that they do not all reach a CA as soon as it is available again. */
    private static final double JITTER = 0.25;

    /**
     * Returns the time of the next attempt; empty if that is after the retry period.
     *
     * @param periodStart the start of the retry period: the time of the request, plus the time for which the CA was paused
     * @param attempts the number of attempts so far, at least 1
     * @param retryAfter the delay that the CA requested, if any; {@link RetryAfter#UNREADABLE} means the longest delay
     * @param random a number from 0 to 1, the share of the maximum jitter that is added; the maximum is a quarter of the delay
     */
    Optional<Instant> next(
            Instant periodStart, int attempts, Optional<Duration> retryAfter, Instant now, double random) {
        Duration delay = backOff(attempts);
        Duration requested = retryAfter
                .map(time -> time.equals(RetryAfter.UNREADABLE) ? longest : time)
                .orElse(Duration.ZERO);
        Duration minimum = requested.compareTo(delay) > 0 ? requested : delay;
        Instant next = later(now, minimum.plusMillis((long) (minimum.toMillis() * JITTER * random)));
        return Optional.of(next).filter(time -> !isOver(periodStart, time));
    }

    /**
     * Returns the time of the next try if the CA cannot be called now. The delay equals the age of the request, within the bounds of
     * the backoff. Therefore, the delay doubles with each try, although no attempt is counted.
     *
     * @param busyFor the minimum time until the CA can be called
     * @param random a number from 0 to 1; this share of the delay is added as jitter, because many resends are postponed together
     */
    Instant postpone(Instant requestedAt, Duration busyFor, Instant now, double random) {
        Duration step = step(requestedAt, now);
        Duration delay = step.compareTo(busyFor) < 0 ? busyFor : step;
        return later(now, delay.plusMillis((long) (delay.toMillis() * random)));
    }

    /**
     * Returns the time of the next try while the CA is paused. The delay is as in {@link #postpone}, but does not exceed the end of the
     * pause. Therefore, a resend also continues soon after a pause that ends early.
     *
     * @param end the end of the pause, after {@code now}
     * @param random a number from 0 to 1; this share of the delay is added as jitter, because many resends wait together
     */
    Instant waitForPause(Instant requestedAt, Instant end, Instant now, double random) {
        Duration step = step(requestedAt, now);
        Duration rest = Duration.between(now, end);
        Duration delay = step.compareTo(rest) < 0 ? step : rest;
        return later(now, delay.plusMillis((long) (delay.toMillis() * random)));
    }

    /** Returns the delay of a try without an attempt: the age of the request, within the bounds of the backoff. */
    private Duration step(Instant requestedAt, Instant now) {
        Duration age = Duration.between(requestedAt, now);
        return Stream.of(first, age.compareTo(longest) < 0 ? age : longest)
                .max(Comparator.naturalOrder())
                .get();
    }

    /** Truncates to microseconds, the resolution of the database, so that the client always sees the same time. */
    private static Instant later(Instant now, Duration delay) {
        return now.plus(delay).truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns whether the given time is after the retry period. */
    boolean isOver(Instant periodStart, Instant time) {
        return time.isAfter(periodStart.plus(giveUpAfter));
    }

    private Duration backOff(int attempts) {
        Duration delay = first;
        for (int i = 1; i < attempts && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longest) < 0 ? delay : longest;
    }
}
