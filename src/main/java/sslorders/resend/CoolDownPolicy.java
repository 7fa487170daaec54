package sslorders.resend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Decides whether an order may be resent now. Pure: same history and clock, same answer. A resend that was rejected or
 * given up does not count; one that the CA accepted, or may have, or that is still under way, does.
 *
 * @param coolDown how long an order rests after a resend has ended; zero: only while one waits for its next attempt
 */
record CoolDownPolicy(Duration coolDown) {
    static final Duration DAY = Duration.ofHours(24);
    static final Duration HOUR = Duration.ofHours(1);

    /**
     * The limit that holds the order back for longest, or nothing if it may be resent.
     *
     * @param restsFrom the end of the order's newest counting resend, or when that may come; nothing if it has none
     * @param ofOrder when the resend was requested that filled the order's quota of a {@link #DAY}; nothing if it is not full
     * @param ofAccount the same of the account's quota of an {@link #HOUR}
     */
    Optional<Limit> limit(
            Optional<Instant> restsFrom, Optional<Instant> ofOrder, Optional<Instant> ofAccount, Instant now) {
        return Stream.of(
                        restsFrom.map(from -> new Limit(ErrorType.COOL_DOWN, from.plus(coolDown))),
                        ofOrder.map(oldest -> new Limit(ErrorType.ORDER_QUOTA, oldest.plus(DAY))),
                        ofAccount.map(oldest -> new Limit(ErrorType.ACCOUNT_QUOTA, oldest.plus(HOUR))))
                .flatMap(Optional::stream)
                .filter(limit -> limit.until().isAfter(now))
                .max((one, other) -> one.until().compareTo(other.until()));
    }

    /**
     * A limit that is used up, and when it no longer is.
     *
     * @param reason a sentence for the client with a space at its end; empty where the type says it all
     */
    record Limit(ErrorType type, Instant until, String reason) {

        Limit(ErrorType type, Instant until) {
            this(type, until, "");
        }

        ServiceException refusal(Instant now) {
            return new ServiceException(type, reason + "The next resend of this order is possible at " + until + ".")
                    .retryAfter(Duration.between(now, until));
        }
    }
}
