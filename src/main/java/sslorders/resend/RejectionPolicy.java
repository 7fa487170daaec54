package sslorders.resend;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sslorders.error.Detail;
import sslorders.error.ErrorType;

/**
 * Decides whether an order may be resent now, from the number of rejected and gave-up resends in the last {@link #WINDOW}. These
 * resends do not count toward the other limits, but each of them uses CA capacity that other customers need. Pure: the result depends
 * only on the parameters. Resends that a person cancelled or resolved are not among them.
 *
 * @param ofOrder the maximum number of such resends for an order
 * @param ofAccount the maximum number of such resends for an account
 */
record RejectionPolicy(int ofOrder, int ofAccount) {
    static final Duration WINDOW = Duration.ofHours(1);

    /** The expected time until an overdue call ends. */
    private static final Duration OVERDUE_WAIT = Duration.ofSeconds(1);

    /**
     * Returns the limit that lasts longest; empty if none is reached. If an account has a rejected resend, its resends in progress also
     * count, because each of them may be rejected. Therefore, the limit also applies to concurrent requests.
     *
     * @param rejected the request times of the account's rejected resends, newest first; only the first {@code ofAccount} times are
     *     needed
     * @param rejectedOfOrder the subset of {@code rejected} that belongs to the order
     * @param inProgress the due times of the account's resends in progress
     */
    Optional<CoolDownPolicy.Limit> limit(
            List<Instant> rejected, List<Instant> rejectedOfOrder, List<Instant> inProgress, Instant now) {
        return Stream.of(
                        limitEnd(rejectedOfOrder, ofOrder).map(until -> limit(until, Detail.ORDER_REJECTIONS)),
                        limitEnd(rejected, ofAccount).map(until -> limit(until, Detail.ACCOUNT_REJECTIONS)),
                        expectedEnd(rejected, inProgress, now)
                                .map(until -> limit(until, Detail.ACCOUNT_REJECTIONS_OR_IN_PROGRESS)))
                .flatMap(Optional::stream)
                .filter(limit -> limit.until().isAfter(now))
                .max(Comparator.comparing(CoolDownPolicy.Limit::until));
    }

    /** Returns the time at which the limit ends; empty if it is not reached. */
    private static Optional<Instant> limitEnd(List<Instant> rejected, int max) {
        return rejected.size() < max
                ? Optional.empty()
                : Optional.of(rejected.get(max - 1).plus(WINDOW));
    }

    /**
     * Returns the expected end of the next resend in progress; empty if the rejected resends and the resends in progress together do
     * not reach the limit.
     */
    private Optional<Instant> expectedEnd(List<Instant> rejected, List<Instant> inProgress, Instant now) {
        return rejected.isEmpty() || rejected.size() + inProgress.size() < ofAccount
                ? Optional.empty()
                : inProgress.stream()
                        .min(Comparator.naturalOrder())
                        .map(due -> due.isAfter(now) ? due : now.plus(OVERDUE_WAIT));
    }

    private static CoolDownPolicy.Limit limit(Instant until, Detail detail) {
        return new CoolDownPolicy.Limit(ErrorType.REJECTION_LIMIT, until, detail);
    }
}
