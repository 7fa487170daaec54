package sslorders.order;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.Immutable;

/**
 * One purchase of a certificate, as captured. Nothing of the certificate itself is here, and nothing may be added. Read
 * only: orders are written by the one statement of {@link OrderRepository#upsert}.
 */
@Entity
@Immutable
class CertificateOrder {
    @Id
    private String id;

    private String accountId;
    private String caOrderId;
    private String commonName;
    private String certificateType;
    private String certificateAuthority;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    private Instant statusAsOf;
    private Instant orderedAt;
    private Instant expiresAt;

    /** What the list is sorted by: the expiry, or the end of all time for an order without one. Computed by the database. */
    private Instant expirySort;

    private String adminEmail;
    private Instant capturedAt;

    /** For Hibernate. */
    protected CertificateOrder() {}

    OrderSnapshot snapshot() {
        return new OrderSnapshot(
                new OrderId(id),
                caOrderId,
                certificateType,
                certificateAuthority,
                status,
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(adminEmail));
    }

    /** A certificate is valid up to and including its last instant, {@code notAfter} (RFC 5280, 4.1.2.5). */
    static boolean isExpired(Instant expiresAt, Instant now) {
        return expiresAt != null && now.isAfter(expiresAt);
    }
}
