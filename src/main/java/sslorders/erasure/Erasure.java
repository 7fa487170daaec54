package sslorders.erasure;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import sslorders.account.AccountId;
import sslorders.database.Database;
import sslorders.database.Row;
import sslorders.resend.AccountLock;
import sslorders.text.MaskedAddress;

/**
 * The statements of an erasure in one transaction. A statement that names orders requires the lock of their account.
 *
 * @param hash {@link AddressHashes#function}
 */
record Erasure(Database.Transaction transaction, UnaryOperator<String> hash) {
    /** The maximum number of resends that one transaction masks. */
    static final int MAX_RESENDS = 5_000;

    // The order of the resends makes PostgreSQL use an index by order, even if a plan is made for empty tables.
    static final String IN_PROGRESS = """
            select erased.id from unnest(cast(? as text[])) as erased (id) cross join lateral (
              select from resend where account_id = ? and order_id = erased.id and counts and due_at is not null
              order by requested_at desc limit 1) as newest""";

    static final String RESENDS = """
            select resend.id, resend.recipient from unnest(cast(? as text[])) as erased (id) cross join lateral (
              select id, recipient from resend where account_id = ? and order_id = erased.id and recipient_hash is null
              order by requested_at desc, id desc limit %1$d) as resend
            limit %1$d""".formatted(MAX_RESENDS);

    // Access tokens can contain an e-mail address as the subject or the actor.
    static final String MASK = """
            update resend set recipient = erased.masked, recipient_hash = erased.hash,
              requested_by = regexp_replace(requested_by, '[^[:space:]@]+@', '***@', 'g'),
              actor = regexp_replace(actor, '[^[:space:]@]+@', '***@', 'g'),
              intervention_by = regexp_replace(intervention_by, '[^[:space:]@]+@', '***@', 'g')
            from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as text[])) as erased (id, masked, hash)
            where resend.id = erased.id and resend.settled_at is not null and resend.recipient_hash is null""";

    static final String DELETE_KEYS = "delete from idempotency_key where resend_id = any(?)";
    static final String DELETE_CHANGES = "delete from admin_email_change where order_id = any(?)";
    static final String DELETE_ORDERS = "delete from certificate_order where account_id = ? and id = any(?)";

    /** Locks the account until the end of the transaction, so that no resend of its orders can begin. */
    void lock(AccountId account) throws SQLException {
        transaction.first(AccountLock.ACQUIRE, parameters -> parameters.text(account.value()), row -> true);
    }

    /** Returns the subset of the orders that have a resend in progress. */
    Set<String> inProgress(AccountId account, List<String> orders) throws SQLException {
        return new HashSet<>(transaction.list(
                IN_PROGRESS, parameters -> parameters.textArray(orders).text(account.value()), Row::text));
    }

    /**
     * Erases orders that have no resend in progress. If their resends are more than {@value #MAX_RESENDS}, this method masks that many
     * and deletes no order; the caller commits and calls it again.
     *
     * @param orders the IDs of locked orders
     */
    Erased orders(AccountId account, List<String> orders) throws SQLException {
        List<ErasedRecipient> resends = transaction.list(
                RESENDS,
                parameters -> parameters.textArray(orders).text(account.value()),
                row -> new ErasedRecipient(row.uuid(), row.text()));
        int masked = mask(resends);
        if (resends.size() == MAX_RESENDS) {
            return new Erased(0, masked, false);
        }
        transaction.update(DELETE_CHANGES, parameters -> parameters.textArray(orders));
        int deleted = transaction.update(
                DELETE_ORDERS, parameters -> parameters.text(account.value()).textArray(orders));
        return new Erased(deleted, masked, true);
    }

    /**
     * Replaces the recipients of final resends, and deletes their idempotency records, which contain a digest of the recipient.
     *
     * @return the number of masked resends
     */
    int mask(List<ErasedRecipient> resends) throws SQLException {
        if (resends.isEmpty()) {
            return 0;
        }
        List<String> masked = resends.stream()
                .map(resend -> MaskedAddress.of(resend.recipient()))
                .toList();
        List<String> hashes =
                resends.stream().map(resend -> hash.apply(resend.recipient())).toList();
        var ids = resends.stream().map(ErasedRecipient::resend).toList();
        transaction.update(DELETE_KEYS, parameters -> parameters.uuidArray(ids));
        return transaction.update(
                MASK, parameters -> parameters.uuidArray(ids).textArray(masked).textArray(hashes));
    }

    /**
     * The result of one transaction.
     *
     * @param orders the number of deleted orders
     * @param resends the number of masked resends
     * @param isComplete false if the orders have more resends
     */
    record Erased(int orders, int resends, boolean isComplete) {
        static final Erased NOTHING = new Erased(0, 0, true);
    }
}
