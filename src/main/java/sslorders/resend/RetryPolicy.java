package sslorders.resend;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import sslorders.ca.RetryAfter;

/**
 * Decides when a CA is asked again: after a wait that doubles with each attempt, never before the time that the CA named,
 * and not for ever. Pure.
 *
 * @param first the wait after the first attempt, longer than nothing
 * @param longest the wait that it grows to, unless the CA names a longer one
 * @param giveUpAfter how long after the request the last attempt may begin
 */
record RetryPolicy(Duration first, Duration longest, Duration giveUpAfter) {
    /** A CA that comes back must not meet all that wait for it at the same moment. */
    private static final double JITTER = 0.25;

    /**
     * When to ask again; nothing if that would be too late.
     *
     * @param attempts how many there have been, at least 1
     * @param retryAfter how long the CA asked to wait, if it did; {@link RetryAfter#UNREADABLE} counts as the longest wait
     * @param chance from 0 to 1: how much of the jitter, a quarter of the wait, is added
     */
    Optional<Instant> next(
            Instant requestedAt, int attempts, Optional<Duration> retryAfter, Instant now, double chance) {
        Duration wait = backOff(attempts);
        Duration asked = retryAfter
                .map(time -> time.equals(RetryAfter.UNREADABLE) ? longest : time)
                .orElse(Duration.ZERO);
        Duration least = asked.compareTo(wait) > 0 ? asked : wait;
        Instant next = later(now, least.plusMillis((long) (least.toMillis() * JITTER * chance)));
        return Optional.of(next).filter(time -> !isOver(requestedAt, time));
    }

    /**
     * When to look again after a CA that cannot be called now: as long again as the request has waited, so that the wait
     * doubles though there is no attempt, within the same bounds.
     *
     * @param busyFor how long the CA is to be left alone at least
     * @param chance from 0 to 1: how much of the wait is added to it, since those who were turned away together are many
     */
    Instant postpone(Instant requestedAt, Duration busyFor, Instant now, double chance) {
        Duration age = Duration.between(requestedAt, now);
        Duration wait = Stream.of(first, age.compareTo(longest) < 0 ? age : longest, busyFor)
                .max(Comparator.naturalOrder())
                .get();
        return later(now, wait.plusMillis((long) (wait.toMillis() * chance)));
    }

    /** In whole microseconds, as the database keeps it: a client sees the same time now and later. */
    private static Instant later(Instant now, Duration wait) {
        return now.plus(wait).truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether it is too late for an attempt at that time. */
    boolean isOver(Instant requestedAt, Instant time) {
        return time.isAfter(requestedAt.plus(giveUpAfter));
    }

    private Duration backOff(int attempts) {
        Duration wait = first;
        for (int i = 1; i < attempts && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
