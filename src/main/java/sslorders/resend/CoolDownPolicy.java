package sslorders.resend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sslorders.problem.ErrorType;
import sslorders.problem.RefusedException;

/**
 * Decides whether an order may be resent now. Pure: same history and clock, same answer. A resend that was rejected or
 * given up does not count; one that the CA accepted, or may have, or that is still under way, does.
 *
 * @param coolDown how long an order rests after a resend has ended; zero: only while one waits for its next attempt
 * @param orderQuota resends of an order in a {@link #DAY}, at least 1
 * @param accountQuota resends of an account in an {@link #HOUR}, at least 1
 */
record CoolDownPolicy(Duration coolDown, int orderQuota, int accountQuota) {
    static final Duration DAY = Duration.ofHours(24);
    static final Duration HOUR = Duration.ofHours(1);

    /**
     * The limit that holds the order back for longest, or nothing if it may be resent.
     *
     * @param restsFrom the end of the order's newest counting resend, or when that may come; nothing if it has none
     * @param ofOrder when the order's counting resends were requested, newest first; as many of them as the quota is enough
     * @param ofAccount the same of the whole account
     */
    Optional<Limit> limit(Optional<Instant> restsFrom, List<Instant> ofOrder, List<Instant> ofAccount, Instant now) {
        return Stream.of(
                        restsFrom.map(from -> new Limit(ErrorType.COOL_DOWN, from.plus(coolDown))),
                        until(ErrorType.ORDER_QUOTA, ofOrder, orderQuota, DAY),
                        until(ErrorType.ACCOUNT_QUOTA, ofAccount, accountQuota, HOUR))
                .flatMap(Optional::stream)
                .filter(limit -> limit.until().isAfter(now))
                .max((one, other) -> one.until().compareTo(other.until()));
    }

    /** A quota is free again when the oldest of its last resends has left the window. */
    private static Optional<Limit> until(ErrorType type, List<Instant> newestFirst, int quota, Duration window) {
        return newestFirst.size() < quota
                ? Optional.empty()
                : Optional.of(new Limit(type, newestFirst.get(quota - 1).plus(window)));
    }

    /** A limit that is used up, and when it no longer is. */
    record Limit(ErrorType type, Instant until) {

        RefusedException refusal(Instant now) {
            return new RefusedException(type, "The next resend of this order is possible at " + until + ".")
                    .retryAfter(Duration.between(now, until));
        }
    }
}
