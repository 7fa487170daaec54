package sslorders.order;

import jakarta.persistence.Entity;
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
public class CertificateOrder {
    @Id
    private String id;

    private String accountId;
    private String caOrderId;
    private String commonName;
    private String certificateType;
    private String certificateAuthority;
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

    public OrderId id() {
        return new OrderId(id);
    }

    /** The CA's own id of the order. */
    public String caOrderId() {
        return caOrderId;
    }

    /** What kind of certificate it is, in the ordering system's words. */
    public String certificateType() {
        return certificateType;
    }

    /** The name of the CA that issued the certificate, as configured when the order was captured. */
    public String certificateAuthority() {
        return certificateAuthority;
    }

    public OrderStatus status() {
        return status;
    }

    /** When the certificate expires; nothing if that is not known, as before it is issued. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** The only recipient that a fulfillment e-mail of this order can have. */
    public Optional<String> adminEmail() {
        return Optional.ofNullable(adminEmail);
    }

    /** Whether the certificate has expired at that time. */
    public boolean isExpired(Instant now) {
        return isExpired(expiresAt, now);
    }

    /** A certificate is valid up to and including its last instant, {@code notAfter} (RFC 5280, 4.1.2.5). */
    static boolean isExpired(Instant expiresAt, Instant now) {
        return expiresAt != null && now.isAfter(expiresAt);
    }
}
