package sslorders.order;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import sslorders.account.AccountId;
import sslorders.event.EventInsert;
import sslorders.event.EventInserts;
import sslorders.event.EventType;

/** Reads and writes orders. The first parameter of every finder is the account. */
@ApplicationScoped
public class OrderRepository implements PanacheRepositoryBase<CertificateOrder, String> {
    // The time of a capture is the version of the order, so it must increase with each change.
    // Only the update can compare the new admin e-mail with the one that it replaces, so it stores the version.
    // xmax is 0 for a row that the statement inserted, and not 0 for a row that it updated.
    private static final String WRITE = """
            with written as (
              insert into certificate_order as known (
                id, account_id, ca_order_id, common_name, certificate_type, certificate_authority,
                status, status_as_of, ordered_at, expires_at, admin_email, captured_at, captured_by)
              select id, account, ca_order_id, common_name, type, authority, status, status_as_of, ordered_at, expires_at,
                admin_email, cast(? as timestamptz), cast(? as text)
              from unnest(
                cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
                cast(? as text[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as timestamptz[]),
                cast(? as timestamptz[]), cast(? as text[]))
                as new (id, account, ca_order_id, common_name, type, authority, status, status_as_of, ordered_at,
                  expires_at, admin_email)
              on conflict (id) do update set
                ca_order_id = excluded.ca_order_id, common_name = excluded.common_name,
                certificate_type = excluded.certificate_type, certificate_authority = excluded.certificate_authority,
                status = excluded.status, status_as_of = excluded.status_as_of, ordered_at = excluded.ordered_at,
                expires_at = excluded.expires_at, admin_email = excluded.admin_email,
                admin_email_changed_at = case
                  when known.admin_email is distinct from excluded.admin_email
                  then greatest(excluded.captured_at, known.captured_at + interval '1 microsecond')
                  else known.admin_email_changed_at end,
                captured_at = greatest(excluded.captured_at, known.captured_at + interval '1 microsecond'),
                captured_by = excluded.captured_by
              where known.account_id = excluded.account_id
                and (known.ca_order_id, known.common_name, known.certificate_type, known.certificate_authority,
                  known.status, known.status_as_of, known.ordered_at, known.expires_at, known.admin_email)
                is distinct from (excluded.ca_order_id, excluded.common_name, excluded.certificate_type,
                  excluded.certificate_authority, excluded.status, excluded.status_as_of, excluded.ordered_at,
                  excluded.expires_at, excluded.admin_email)
              returning known.id, known.account_id, known.certificate_authority, known.captured_at,
                known.admin_email_changed_at, known.xmax = 0 as is_new)""";

    private static final String ADMIN_EMAIL_CHANGES = """
            select account_id, id as order_id, cast(null as uuid) as resend_id, cast(null as text) as status,
              certificate_authority, cast(null as text) as reference, captured_at as occurred_at
            from written where admin_email_changed_at = captured_at""";

    private static final String RESULT = "\nselect is_new, id from written";

    private final EventInserts events;

    OrderRepository(EventInserts events) {
        this.events = events;
    }

    static final String BEING_ERASED =
            "select account_id from account_erasure where account_id = any(?) and completed_at is null";

    /** Returns an order of the account; empty if the account has no order with this ID. */
    public Optional<OrderSnapshot> find(AccountId account, OrderId id) {
        return find("accountId = ?1 and id = ?2", account.value(), id.value())
                .singleResultOptional()
                .map(CertificateOrder::snapshot);
    }

    /** Returns the row of an order of the account; empty if the account has no order with this ID. */
    Optional<OrderRow> findRow(AccountId account, OrderId id) {
        return find("accountId = ?1 and id = ?2", account.value(), id.value())
                .project(OrderRow.class)
                .singleResultOptional();
    }

    /** Locks an order of the account until the end of the transaction, if the order exists. */
    void lock(AccountId account, OrderId id) {
        find("accountId = ?1 and id = ?2", account.value(), id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .singleResultOptional();
    }

    /** Returns a page in the requested sort order, with at most {@link sslorders.paging.PageRequest#rowsToRead} rows. */
    List<OrderRow> page(OrderQuery query) {
        Map<String, Object> values = new HashMap<>();
        values.put("account", query.account().value());
        String where = "accountId = :account" + query.filter().condition(values);
        String after = query.after()
                .map(position -> {
                    values.put("sortTime", position.sortTime());
                    values.put("id", position.id());
                    return " and " + query.sort().after();
                })
                .orElse("");
        // The limit is part of the query, because Hibernate's paging would add an offset, even if it is 0.
        values.put("limit", query.page().rowsToRead());
        return find(where + after + " order by " + query.sort().orderBy() + " limit :limit", values)
                .project(OrderRow.class)
                .list();
    }

    /**
     * Writes an order, as {@link #upsertAll} does.
     *
     * @return true if the order is new, false if it was updated, empty if nothing was written
     */
    Optional<Boolean> upsert(OrderId id, ValidCapture order, String by, Instant now) {
        return Optional.ofNullable(upsertAll(Map.of(id, order), by, now).get(id.value()));
    }

    /**
     * Writes orders in one statement, so that concurrent captures of the same ID cannot conflict. It does not write an order that is
     * unchanged or belongs to another account. It inserts an event for each existing order whose admin e-mail changes.
     *
     * @param by the token's subject, which is stored in the history of admin e-mails
     * @return the IDs of the written orders, each with true if the order is new and false if it was updated
     */
    Map<String, Boolean> upsertAll(Map<OrderId, ValidCapture> orders, String by, Instant now) {
        List<OrderId> ids = List.copyOf(orders.keySet());
        List<ValidCapture> values = List.copyOf(orders.values());
        List<String> accounts =
                values.stream().map(order -> order.account().value()).toList();
        EventInsert changes = events.of(EventType.ORDER_ADMIN_EMAIL_CHANGED, accounts, ADMIN_EMAIL_CHANGES);
        return getEntityManager().unwrap(Session.class).doReturningWork(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(WRITE + changes.sql() + RESULT)) {
                upsert.setString(1, now.toString());
                upsert.setString(2, by);
                upsert.setArray(3, texts(connection, ids, OrderId::value));
                upsert.setArray(4, texts(connection, accounts, account -> account));
                upsert.setArray(5, texts(connection, values, ValidCapture::caOrderId));
                upsert.setArray(6, texts(connection, values, ValidCapture::commonName));
                upsert.setArray(7, texts(connection, values, ValidCapture::certificateType));
                upsert.setArray(8, texts(connection, values, ValidCapture::certificateAuthority));
                upsert.setArray(
                        9, texts(connection, values, order -> order.status().wireName()));
                upsert.setArray(
                        10,
                        texts(connection, values, order -> order.statusAsOf().toString()));
                upsert.setArray(
                        11, texts(connection, values, order -> order.orderedAt().toString()));
                upsert.setArray(
                        12,
                        texts(
                                connection,
                                values,
                                order ->
                                        order.expiresAt().map(Instant::toString).orElse(null)));
                upsert.setArray(
                        13,
                        texts(connection, values, order -> order.adminEmail().orElse(null)));
                int index = 13;
                for (String parameter : changes.parameters()) {
                    upsert.setString(++index, parameter);
                }
                Map<String, Boolean> written = new HashMap<>();
                try (ResultSet rows = upsert.executeQuery()) {
                    while (rows.next()) {
                        written.put(rows.getString(2), rows.getBoolean(1));
                    }
                }
                return written;
            }
        });
    }

    /** Creates an array parameter. Times are sent as text, because the driver would use the JVM's time zone in an array. */
    private static <T> Array texts(Connection connection, List<T> values, Function<T, String> text)
            throws SQLException {
        return connection.createArrayOf("text", values.stream().map(text).toArray());
    }

    /** Returns the subset of the accounts whose data is being erased. */
    Set<AccountId> beingErased(Set<AccountId> accounts) {
        return getEntityManager().unwrap(Session.class).doReturningWork(connection -> {
            try (PreparedStatement query = connection.prepareStatement(BEING_ERASED)) {
                query.setArray(1, texts(connection, List.copyOf(accounts), AccountId::value));
                Set<AccountId> erased = new HashSet<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        erased.add(new AccountId(rows.getString(1)));
                    }
                }
                return erased;
            }
        });
    }

    /**
     * Returns the accounts of existing orders, by order ID. Only captures may use this method, because it reads the orders of all
     * accounts.
     */
    Map<String, String> owners(Set<OrderId> ids) {
        return getEntityManager()
                .createQuery("select id, accountId from CertificateOrder where id in ?1", Object[].class)
                .setParameter(1, ids.stream().map(OrderId::value).toList())
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
    }
}
