package sslorders.resend;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import sslorders.account.AccountId;
import sslorders.order.CertificateOrder;
import sslorders.order.OrderId;
import sslorders.order.OrderNotFound;
import sslorders.order.OrderRepository;
import sslorders.problem.ErrorType;
import sslorders.problem.RefusedException;

/** Takes a request for a resend: checks it, and writes it down before anybody else hears of it. */
@ApplicationScoped
class ResendIntake {
    private final OrderRepository orders;
    private final ResendRepository resends;
    private final ResendPolicy policy;
    private final ResendLimits limits;
    private final InstantSource clock;

    ResendIntake(
            OrderRepository orders,
            ResendRepository resends,
            ResendPolicy policy,
            ResendLimits limits,
            InstantSource clock) {
        this.orders = orders;
        this.resends = resends;
        this.policy = policy;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * A new resend, committed as {@code relaying} when this returns.
     *
     * @param requestedBy the token's subject
     * @param expectedRecipient the address that a person confirmed, if one did
     * @throws RefusedException if the order is not there, may not be resent, has another recipient, or has used up a
     *     limit; nothing is written then
     */
    @Transactional
    Resend open(AccountId account, OrderId id, String requestedBy, Optional<String> expectedRecipient) {
        Instant now = clock.instant();
        CertificateOrder order = orders.find(account, id).orElseThrow(OrderNotFound::refusal);
        policy.refusal(order, now).ifPresent(refusal -> {
            throw refusal;
        });
        String recipient = order.adminEmail().orElseThrow();
        expectedRecipient.filter(expected -> !expected.equals(recipient)).ifPresent(other -> {
            throw new RefusedException(
                    ErrorType.RECIPIENT_CHANGED,
                    "The captured admin e-mail is not the expected one. Show the preview again and have it confirmed.");
        });
        resends.lock(account);
        limits.limit(account, id, now).ifPresent(limit -> {
            throw limit.refusal(now);
        });
        Resend resend = Resend.relaying(account, order, recipient, requestedBy, now);
        resends.persist(resend);
        return resend;
    }
}
