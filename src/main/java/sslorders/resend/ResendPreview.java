package sslorders.resend;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import sslorders.account.AccountId;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.GuardedAuthority;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.order.OrderId;
import sslorders.order.OrderSnapshot;

/** Shows what a resend of an order would do: the recipient, the CA, and whether the order can be resent now. */
@Singleton
public class ResendPreview {
    private final ResendHistory resends;
    private final NewestResends newest;
    private final ResendEligibility eligibility;
    private final ResendLimits limits;
    private final CertificateAuthorities authorities;
    private final InstantSource clock;

    ResendPreview(
            ResendHistory resends,
            NewestResends newest,
            ResendEligibility eligibility,
            ResendLimits limits,
            CertificateAuthorities authorities,
            InstantSource clock) {
        this.resends = resends;
        this.newest = newest;
        this.eligibility = eligibility;
        this.limits = limits;
        this.authorities = authorities;
        this.clock = clock;
    }

    /** Returns the preview of one order of the account. */
    public FulfillmentEmailView of(AccountId account, OrderSnapshot order) {
        return of(account, order, resends.newest(account, order.id()), clock.instant());
    }

    /** Returns the previews of several orders of the account, in the same sequence. One statement reads their resends and limits. */
    public List<FulfillmentEmailView> of(AccountId account, List<OrderSnapshot> orders) {
        Instant now = clock.instant();
        Map<OrderId, NewestResends.OrderResends> found =
                newest.read(account, orders.stream().map(OrderSnapshot::id).toList(), now).stream()
                        .collect(Collectors.toMap(read -> read.order().id(), Function.identity()));
        return orders.stream()
                .map(order -> {
                    Optional<NewestResends.OrderResends> read = Optional.ofNullable(found.get(order.id()));
                    Optional<ServiceException> refusal = refusal(order, now);
                    Optional<CoolDownPolicy.Limit> limit = refusal.isPresent()
                            ? Optional.empty()
                            : read.flatMap(resends -> limits.limit(resends.usage(), now));
                    return view(order, refusal, limit, read.flatMap(NewestResends.OrderResends::newest));
                })
                .toList();
    }

    private FulfillmentEmailView of(AccountId account, OrderSnapshot order, Optional<Resend> last, Instant now) {
        Optional<ServiceException> refusal = refusal(order, now);
        // If the order cannot be resent at all, the end of a limit would be misleading.
        Optional<CoolDownPolicy.Limit> limit = refusal.isPresent() ? Optional.empty() : limit(account, order, now);
        return view(order, refusal, limit, last);
    }

    private Optional<ServiceException> refusal(OrderSnapshot order, Instant now) {
        return eligibility.refusal(order, authorities.find(order.certificateAuthority()), now);
    }

    private Optional<CoolDownPolicy.Limit> limit(AccountId account, OrderSnapshot order, Instant now) {
        return limits.limit(resends.usage(account, order.id(), limits.windows(now)), now);
    }

    private FulfillmentEmailView view(
            OrderSnapshot order,
            Optional<ServiceException> refusal,
            Optional<CoolDownPolicy.Limit> limit,
            Optional<Resend> last) {
        return new FulfillmentEmailView(
                order.adminEmail().orElse(null),
                order.certificateAuthority(),
                authorities
                        .find(order.certificateAuthority())
                        .map(GuardedAuthority::recipientCheck)
                        .orElse(null),
                refusal.isEmpty() && limit.isEmpty(),
                refusal.map(ServiceException::type)
                        .or(() -> limit.map(CoolDownPolicy.Limit::type))
                        .map(ErrorType::slug)
                        .orElse(null),
                limit.map(CoolDownPolicy.Limit::until).orElse(null),
                last.map(Resend::view).orElse(null));
    }
}
