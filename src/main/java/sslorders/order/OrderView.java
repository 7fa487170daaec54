package sslorders.order;

import java.time.Instant;
import sslorders.ca.CertificateAuthorities;

/**
 * An order as the API shows it. A null is left out of the JSON.
 *
 * @param resendSupported whether its CA sends the fulfillment e-mail of such a certificate again, whatever the order's state
 * @param expired derived from {@code expiresAt} at the time of the answer; false for an order without one
 */
public record OrderView(
        String id,
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

    static OrderView of(OrderRow row, CertificateAuthorities authorities, Instant now) {
        return new OrderView(
                row.id(),
                row.commonName(),
                row.certificateType(),
                row.certificateAuthority(),
                authorities.resends(row.certificateAuthority(), row.certificateType()),
                row.status(),
                row.statusAsOf(),
                row.orderedAt(),
                row.expiresAt(),
                CertificateOrder.isExpired(row.expiresAt(), now),
                row.adminEmail(),
                row.capturedAt());
    }
}
