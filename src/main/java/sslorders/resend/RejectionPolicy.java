package sslorders.resend;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sslorders.error.ErrorType;

/**
 * Decides whether an order may be resent now, considering how many resends were rejected or given up in the last
 * {@link #WINDOW}. Those do not count toward the other limits, but each is a call that keeps the CA from other customers.
 * Pure.
 *
 * @param ofOrder how many an order may have
 * @param ofAccount how many an account may have
 */
record RejectionPolicy(int ofOrder, int ofAccount) {
    static final Duration WINDOW = Duration.ofHours(1);

    /** A call that is overdue ends at any moment. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /**
     * Returns the limit that lasts longest; empty if none is reached. Once an account has a rejection, its resends under way
     * count as well, because each may be the next: the limit also holds for requests that arrive at the same time.
     *
     * @param rejected when the account's rejected resends were requested, newest first; more than the limit need not be there
     * @param rejectedOfOrder those of the order among them
     * @param underWay when the account's resends under way are due
     */
    Optional<CoolDownPolicy.Limit> limit(
            List<Instant> rejected, List<Instant> rejectedOfOrder, List<Instant> underWay, Instant now) {
        return Stream.of(
                        filled(rejectedOfOrder, ofOrder)
                                .map(until -> limit(until, "of this order were rejected in the last hour")),
                        filled(rejected, ofAccount)
                                .map(until -> limit(until, "of this account were rejected in the last hour")),
                        soon(rejected, underWay, now)
                                .map(until -> limit(
                                        until,
                                        "of this account were rejected in the last hour or are still in progress")))
                .flatMap(Optional::stream)
                .filter(limit -> limit.until().isAfter(now))
                .max(Comparator.comparing(CoolDownPolicy.Limit::until));
    }

    /** When there is room again, if there is none now. */
    private static Optional<Instant> filled(List<Instant> rejected, int most) {
        return rejected.size() < most
                ? Optional.empty()
                : Optional.of(rejected.get(most - 1).plus(WINDOW));
    }

    /** When the first resend under way is expected to end, if there is no room for another one. */
    private Optional<Instant> soon(List<Instant> rejected, List<Instant> underWay, Instant now) {
        return rejected.isEmpty() || rejected.size() + underWay.size() < ofAccount
                ? Optional.empty()
                : underWay.stream().min(Comparator.naturalOrder()).map(due -> due.isAfter(now) ? due : now.plus(SOON));
    }

    private static CoolDownPolicy.Limit limit(Instant until, String what) {
        return new CoolDownPolicy.Limit(ErrorType.REJECTION_LIMIT, until, "Too many resends " + what + ". ");
    }
}
