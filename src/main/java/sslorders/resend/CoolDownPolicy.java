package sslorders.resend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Decides whether an order may be resent now. Pure: the result depends only on the parameters. Rejected, gave-up and cancelled resends
 * do not count toward the limits. Resends that are in progress, accepted or unknown count.
 *
 * @param coolDown the cool-down of an order after the end of a resend; if zero, only a resend in progress blocks the next one
 */
record CoolDownPolicy(Duration coolDown) {
    static final Duration DAY = Duration.ofHours(24);
    static final Duration HOUR = Duration.ofHours(1);

    /**
     * Returns the limit that lasts longest; empty if the order may be resent.
     *
     * @param coolDownStart the actual or earliest possible end of the order's newest counted resend; empty if the order has none
     * @param ofOrder the time of the oldest resend in the order's quota per {@link #DAY}; empty if the quota is not reached
     * @param ofAccount the time of the oldest resend in the account's quota per {@link #HOUR}; empty if the quota is not reached
     */
    Optional<Limit> limit(
            Optional<Instant> coolDownStart, Optional<Instant> ofOrder, Optional<Instant> ofAccount, Instant now) {
        return Stream.of(
                        coolDownStart.map(start -> new Limit(ErrorType.COOL_DOWN, start.plus(coolDown))),
                        ofOrder.map(oldest -> new Limit(ErrorType.ORDER_QUOTA, oldest.plus(DAY))),
                        ofAccount.map(oldest -> new Limit(ErrorType.ACCOUNT_QUOTA, oldest.plus(HOUR))))
                .flatMap(Optional::stream)
                .filter(limit -> limit.until().isAfter(now))
                .max((one, other) -> one.until().compareTo(other.until()));
    }

    /**
     * A limit that is reached.
     *
     * @param until the time at which the next resend is possible
     * @param detail describes the limit for the client; its parameter is the time
     */
    record Limit(ErrorType type, Instant until, Detail detail) {

        Limit(ErrorType type, Instant until) {
            this(type, until, Detail.NEXT_RESEND);
        }

        ServiceException refusal(Instant now) {
            return new ServiceException(type, detail, until).retryAfter(Duration.between(now, until));
        }
    }
}
