package sslorders.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import sslorders.database.Row;

/**
 * The part of an order on which the decision about a resend depends.
 *
 * @param caOrderId the CA's ID of the order
 * @param certificateType the type of certificate, as captured
 * @param certificateAuthority the configured name of the CA that issued the certificate
 * @param expiresAt the expiry of the certificate; empty if it is unknown
 * @param adminEmail the captured admin e-mail, which is the only possible recipient of a resend
 */
public record OrderSnapshot(
        OrderId id,
        String caOrderId,
        String certificateType,
        String certificateAuthority,
        OrderStatus status,
        Optional<Instant> expiresAt,
        Optional<String> adminEmail) {

    /** The columns for statements that join the table as {@code o}, in the order in which {@link #read} reads them. */
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
        return status.map(parsed -> new OrderSnapshot(
                new OrderId(id), caOrderId, certificateType, certificateAuthority, parsed, expiresAt, adminEmail));
    }

    /** Returns whether the certificate has expired. */
    public boolean isExpired(Instant now) {
        return CertificateOrder.isExpired(expiresAt.orElse(null), now);
    }
}
