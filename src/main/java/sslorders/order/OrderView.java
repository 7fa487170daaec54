package sslorders.order;

import java.time.Instant;
import java.util.Optional;
import sslorders.ca.CertificateAuthorities;

/**
 * The representation of an order in the API. Members that are null are omitted from the JSON.
 *
 * @param resendSupported whether the CA can resend the fulfillment e-mail of the certificate type, regardless of the order's status
 * @param expired whether {@code expiresAt} has passed at the time of the response; false for an order without an expiry
 * @param lastResend the newest resend of the order; null unless the client requested it
 * @param nextResendAt the time at which a resend is possible again; null unless the client requested {@code lastResend}
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
        Instant capturedAt,
        LastResends.View lastResend,
        Instant nextResendAt) {

    /** Returns the snapshot on which the decision about a resend depends. Its CA order ID is an empty text. */
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
                row.capturedAt(),
                null,
                null);
    }

    /** Returns a copy with the newest resend. */
    OrderView with(LastResends.LastResend last) {
        return new OrderView(
                id,
                commonName,
                certificateType,
                certificateAuthority,
                resendSupported,
                status,
                statusAsOf,
                orderedAt,
                expiresAt,
                expired,
                adminEmail,
                capturedAt,
                last.view(),
                last.nextResendAt());
    }
}
