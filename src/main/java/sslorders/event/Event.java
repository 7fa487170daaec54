package sslorders.event;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import sslorders.database.Row;

/**
 * A change of a resend or of an order. Immutable, also in the database. An event contains no address and no common name.
 *
 * @param id a version 7 UUID
 * @param account the account's ID
 * @param type the name of an {@link EventType}; a later release can have other types
 * @param resend the resend; empty for an event of an order
 * @param status the status of the resend after the change; empty for an event of an order
 * @param certificateAuthority the CA of the resend or of the order
 * @param reference the client's own reference for the resend
 */
public record Event(
        UUID id,
        String account,
        String type,
        String order,
        Optional<UUID> resend,
        Optional<String> status,
        String certificateAuthority,
        Optional<String> reference,
        Instant occurredAt) {

    /** All columns, in the order in which {@link #read} reads them. */
    public static final String COLUMNS =
            "id, account_id, type, order_id, resend_id, status, certificate_authority, reference, occurred_at";

    /** The pattern of the text form of an ID. */
    static final Pattern ID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Reads the columns {@link #COLUMNS}. */
    public static Event read(Row row) throws SQLException {
        return new Event(
                row.uuid(),
                row.text(),
                row.text(),
                row.text(),
                Optional.ofNullable(row.uuid()),
                row.optionalText(),
                row.text(),
                row.optionalText(),
                row.time());
    }

    /** Returns the representation of the event in the API. */
    public EventView view() {
        return new EventView(
                id,
                type,
                order,
                resend.orElse(null),
                status.orElse(null),
                certificateAuthority,
                reference.orElse(null),
                occurredAt);
    }
}
