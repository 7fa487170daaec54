package sslorders.support;

import java.time.Instant;
import sslorders.order.FoundOrder;
import sslorders.order.OrderStatus;
import sslorders.order.OrderView;

/**
 * The representation of an order for a support agent: the order as its account sees it, with the account and the CA order ID. Members
 * that are null are omitted from the JSON.
 */
record SupportOrderView(
        String id,
        String accountId,
        String caOrderId,
        String commonName,
        String certificateType,
        String certificateAuthority,
        boolean resendSupported,
        OrderStatus status,
        Instant statusAsOf,
        Instant orderedAt,
        Instant expiresAt,
        boolean expired,
        String adminEmail,
        Instant capturedAt) {

    static SupportOrderView of(FoundOrder found) {
        OrderView order = found.order();
        return new SupportOrderView(
                order.id(),
                found.account(),
                found.caOrderId(),
                order.commonName(),
                order.certificateType(),
                order.certificateAuthority(),
                order.resendSupported(),
                order.status(),
                order.statusAsOf(),
                order.orderedAt(),
                order.expiresAt(),
                order.expired(),
                order.adminEmail(),
                order.capturedAt());
    }
}
