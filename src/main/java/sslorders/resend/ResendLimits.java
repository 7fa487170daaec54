package sslorders.resend;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sslorders.account.AccountId;
import sslorders.order.OrderId;

/** The cool-down of an order and the quotas of order and account, counted from the database at each request. */
@Startup
@ApplicationScoped
class ResendLimits {
    private final ResendRepository resends;
    private final CoolDownPolicy policy;

    ResendLimits(ResendRepository resends, ResendConfig config) {
        this.resends = resends;
        this.policy = new CoolDownPolicy(
                config.coolDown(),
                ConfigCheck.atLeastOne("ssl-orders.resend.order-quota-per-day", config.orderQuotaPerDay()),
                ConfigCheck.atLeastOne("ssl-orders.resend.account-quota-per-hour", config.accountQuotaPerHour()));
    }

    /** The limit that holds the order back now, if any. Exact while the account is {@link ResendRepository#lock locked}. */
    Optional<CoolDownPolicy.Limit> limit(AccountId account, OrderId order, Instant now) {
        Optional<Instant> restsFrom = resends.newestCounting(account, order).map(resend -> resend.restsFrom(now));
        List<Instant> ofOrder =
                resends.countingTimes(account, order, now.minus(CoolDownPolicy.DAY), policy.orderQuota());
        List<Instant> ofAccount = resends.countingTimes(account, now.minus(CoolDownPolicy.HOUR), policy.accountQuota());
        return policy.limit(restsFrom, ofOrder, ofAccount, now);
    }
}
