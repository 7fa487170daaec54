package sslorders.resend;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import sslorders.account.AccountId;
import sslorders.order.OrderId;

/** The cool-down of an order and the quotas of order and account, counted from the database at each request. */
@Startup
@ApplicationScoped
class ResendLimits {
    private final ResendRepository resends;
    private final CoolDownPolicy policy;
    private final int orderQuota;
    private final int accountQuota;

    ResendLimits(ResendRepository resends, ResendConfig config) {
        this.resends = resends;
        this.policy = new CoolDownPolicy(config.coolDown());
        this.orderQuota = ConfigCheck.atLeastOne("ssl-orders.resend.order-quota-per-day", config.orderQuotaPerDay());
        this.accountQuota =
                ConfigCheck.atLeastOne("ssl-orders.resend.account-quota-per-hour", config.accountQuotaPerHour());
    }

    /** The limit that holds the order back now, if any. Exact while the account is {@link ResendRepository#lock locked}. */
    Optional<CoolDownPolicy.Limit> limit(AccountId account, OrderId order, Instant now) {
        ResendRepository.Usage used = resends.usage(
                account,
                order,
                now.minus(CoolDownPolicy.DAY),
                orderQuota,
                now.minus(CoolDownPolicy.HOUR),
                accountQuota);
        return policy.limit(used.newest().map(resend -> resend.restsFrom(now)), used.ofOrder(), used.ofAccount(), now);
    }
}
