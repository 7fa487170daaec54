package sslorders.order;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.Immutable;

/**
 * A captured certificate order. It must never contain parts of the certificate. The entity is read-only: {@link
 * OrderRepository#upsertAll} writes orders.
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

    /** The sort key of the list: the expiry, or a maximum time for an order without an expiry. The column is generated. */
    private Instant expirySort;

    private String adminEmail;
    private Instant capturedAt;

    /** Required by Hibernate. */
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

    /** Returns whether a certificate has expired. It is still valid at {@code notAfter} itself (RFC 5280, 4.1.2.5). */
    static boolean isExpired(Instant expiresAt, Instant now) {
        return expiresAt != null && now.isAfter(expiresAt);
    }
}
