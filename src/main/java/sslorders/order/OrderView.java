package sslorders.order;

import java.time.Instant;
import java.util.Optional;
import sslorders.ca.CertificateAuthorities;

/**
 * The representation of an order in the API. Members that are null are omitted from the JSON.
 *
 * @param resendSupported whether the CA can resend the fulfillment e-mail of the certificate type, regardless of the order's status
 * @param expired whether {@code expiresAt} has passed at the time of the response; false for an order without an expiry
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

    /** Returns what the decision about a resend depends on. The CA's ID of the order is no part of it, and is empty text. */
    public OrderSnapshot toSnapshot() {
        return new OrderSnapshot(
                new OrderId(id),
                "",
                certificateType,
                certificateAuthority,
                status,
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(adminEmail));
    }

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
