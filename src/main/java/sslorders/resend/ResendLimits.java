package sslorders.resend;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import sslorders.account.AccountId;
import sslorders.config.ConfigCheck;
import sslorders.order.OrderId;

/** The limits of resends of order and account, counted from the database at each request. */
@Startup
@ApplicationScoped
class ResendLimits {
    private static final String PREFIX = "ssl-orders.resend.";

    private final ResendRepository resends;
    private final CoolDownPolicy coolDown;
    private final RejectionPolicy rejections;
    private final int orderQuota;
    private final int accountQuota;

    ResendLimits(ResendRepository resends, ResendConfig config) {
        this.resends = resends;
        this.coolDown = new CoolDownPolicy(config.coolDown());
        this.rejections = new RejectionPolicy(
                ConfigCheck.atLeastOne(PREFIX + "order-rejections-per-hour", config.orderRejectionsPerHour()),
                ConfigCheck.atLeastOne(PREFIX + "account-rejections-per-hour", config.accountRejectionsPerHour()));
        this.orderQuota = ConfigCheck.atLeastOne(PREFIX + "order-quota-per-day", config.orderQuotaPerDay());
        this.accountQuota = ConfigCheck.atLeastOne(PREFIX + "account-quota-per-hour", config.accountQuotaPerHour());
    }

    /** The limit that holds the order back now, if any. Exact while the account is {@link ResendRepository#lock locked}. */
    Optional<CoolDownPolicy.Limit> limit(AccountId account, OrderId order, Instant now) {
        ResendRepository.Usage used = resends.usage(account, order, windows(now));
        return Stream.of(
                        coolDown.limit(
                                used.newest().map(resend -> resend.restsFrom(now)),
                                used.ofOrder(),
                                used.ofAccount(),
                                now),
                        rejections.limit(used.rejected(), used.rejectedOfOrder(), used.underWay(), now))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(CoolDownPolicy.Limit::until));
    }

    private ResendRepository.Windows windows(Instant now) {
        return new ResendRepository.Windows(
                new ResendRepository.Window(now.minus(CoolDownPolicy.DAY), orderQuota),
                new ResendRepository.Window(now.minus(CoolDownPolicy.HOUR), accountQuota),
                new ResendRepository.Window(now.minus(RejectionPolicy.WINDOW), rejections.ofAccount()));
    }
}
