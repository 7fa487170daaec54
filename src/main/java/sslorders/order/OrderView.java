package sslorders.order;

import java.time.Instant;

/**
 * An order as the API shows it. A null is left out of the JSON.
 *
 * @param expired derived from {@code expiresAt} at the time of the answer; false for an order without one
 */
public record OrderView(
        String id,
        String commonName,
        String certificateType,
        String certificateAuthority,
        OrderStatus status,
        Instant statusAsOf,
        Instant orderedAt,
        Instant expiresAt,
        boolean expired,
        String adminEmail,
        Instant capturedAt) {

    static OrderView of(OrderRow row, Instant now) {
        return new OrderView(
                row.id(),
                row.commonName(),
                row.certificateType(),
                row.certificateAuthority(),
                row.status(),
                row.statusAsOf(),
                row.orderedAt(),
                row.expiresAt(),
                CertificateOrder.isExpired(row.expiresAt(), now),
                row.adminEmail(),
                row.capturedAt());
    }
}
