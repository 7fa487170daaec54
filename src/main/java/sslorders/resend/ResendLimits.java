package sslorders.resend;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the limits on the resends of an order and of an account. The database counts the use of the limits for each request. */
@Startup
@ApplicationScoped
class ResendLimits {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final CoolDownPolicy coolDown;
    /** Also prevents a resend while another one is in progress if no cool-down is configured. */
    private final CoolDownPolicy inProgress;

    private final RejectionPolicy rejections;
    private final int orderQuota;
    private final int accountQuota;

    ResendLimits(ResendConfig config) {
        this.coolDown = new CoolDownPolicy(config.coolDown());
        this.inProgress = config.coolDown().compareTo(SECOND) < 0 ? new CoolDownPolicy(SECOND) : coolDown;
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
        return limit(used, false, now);
    }

    /**
     * Returns the limit that lasts longest, with or without the cool-down.
     *
     * @param skipsCoolDown if true, the cool-down applies only while a resend of the order is in progress
     */
    Optional<CoolDownPolicy.Limit> limit(ResendUsage used, boolean skipsCoolDown, Instant now) {
        Optional<ResendUsage.Newest> newest = used.newest()
                .filter(resend -> !skipsCoolDown || resend.settledAt().isEmpty());
        return Stream.of(
                        (skipsCoolDown ? inProgress : coolDown)
                                .limit(
                                        newest.map(resend -> resend.coolDownStart(now)),
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
