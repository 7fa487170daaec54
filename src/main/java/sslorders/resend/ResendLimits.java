package sslorders.resend;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the limits on the resends of an order and of an account. The database counts the use of the limits for each request. */
@Startup
@ApplicationScoped
class ResendLimits {
    private final CoolDownPolicy coolDown;
    private final RejectionPolicy rejections;
    private final int orderQuota;
    private final int accountQuota;

    ResendLimits(ResendConfig config) {
        this.coolDown = new CoolDownPolicy(config.coolDown());
        this.rejections = new RejectionPolicy(config.orderRejectionsPerHour(), config.accountRejectionsPerHour());
        this.orderQuota = config.orderQuotaPerDay();
        this.accountQuota = config.accountQuotaPerHour();
    }

    /**
     * Returns the limit that lasts longest; empty if none is reached.
     *
     * @param used the use in the time windows of {@link #windows}; exact if it was read under the account's lock
     */
    Optional<CoolDownPolicy.Limit> limit(ResendUsage used, Instant now) {
        return Stream.of(
                        coolDown.limit(
                                used.newest().map(newest -> newest.coolDownStart(now)),
                                used.ofOrder(),
                                used.ofAccount(),
                                now),
                        rejections.limit(used.rejected(), used.rejectedOfOrder(), used.inProgress(), now))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(CoolDownPolicy.Limit::until));
    }

    /** Returns the time windows in which resends count toward the limits. */
    ResendUsage.Windows windows(Instant now) {
        return new ResendUsage.Windows(
                new ResendUsage.Window(now.minus(CoolDownPolicy.DAY), orderQuota),
                new ResendUsage.Window(now.minus(CoolDownPolicy.HOUR), accountQuota),
                new ResendUsage.Window(now.minus(RejectionPolicy.WINDOW), rejections.ofAccount()));
    }
}
