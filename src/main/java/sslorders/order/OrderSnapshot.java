package sslorders.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import sslorders.database.Row;

/**
 * An order as far as the decision about a resend depends on it.
 *
 * @param caOrderId the CA's own id of the order
 * @param certificateType the kind of certificate, in the ordering system's words
 * @param certificateAuthority the name of the CA that issued the certificate
 * @param expiresAt when the certificate expires; empty if that is not known
 * @param adminEmail the only recipient that a fulfillment e-mail of the order can have
 */
public record OrderSnapshot(
        OrderId id,
        String caOrderId,
        String certificateType,
        String certificateAuthority,
        OrderStatus status,
        Optional<Instant> expiresAt,
        Optional<String> adminEmail) {

    /** For statements that join the table as {@code o}; in the order of {@link #read}. */
    public static final String COLUMNS =
            "o.id, o.ca_order_id, o.certificate_type, o.certificate_authority, o.status, o.expires_at, o.admin_email";

    /** Reads {@link #COLUMNS}; empty if the join found no order. */
    public static Optional<OrderSnapshot> read(Row row) throws SQLException {
        String id = row.text();
        String caOrderId = row.text();
        String certificateType = row.text();
        String certificateAuthority = row.text();
        Optional<OrderStatus> status = row.optionalText().flatMap(OrderStatus::parse);
        Optional<Instant> expiresAt = row.optionalTime();
        Optional<String> adminEmail = row.optionalText();
        return status.map(known -> new OrderSnapshot(
                new OrderId(id), caOrderId, certificateType, certificateAuthority, known, expiresAt, adminEmail));
    }

    /** Whether the certificate has expired at that time. */
    public boolean isExpired(Instant now) {
        return CertificateOrder.isExpired(expiresAt.orElse(null), now);
    }
}
