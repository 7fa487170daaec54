package sslorders.resend;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The limits of resends of an order and an account, counted in the database at each request. */
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
     * @param used as counted for {@link #windows}; exact if it was read under the account's lock
     */
    Optional<CoolDownPolicy.Limit> limit(ResendUsage used, Instant now) {
        return Stream.of(
                        coolDown.limit(
                                used.newest().map(newest -> newest.coolDownStart(now)),
                                used.ofOrder(),
                                used.ofAccount(),
                                now),
                        rejections.limit(used.rejected(), used.rejectedOfOrder(), used.underWay(), now))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(CoolDownPolicy.Limit::until));
    }

    /** What counts toward the limits at that time. */
    ResendUsage.Windows windows(Instant now) {
        return new ResendUsage.Windows(
                new ResendUsage.Window(now.minus(CoolDownPolicy.DAY), orderQuota),
                new ResendUsage.Window(now.minus(CoolDownPolicy.HOUR), accountQuota),
                new ResendUsage.Window(now.minus(RejectionPolicy.WINDOW), rejections.ofAccount()));
    }
}
