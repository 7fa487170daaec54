package sslorders.erasure;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import sslorders.account.AccountId;
import sslorders.admission.DatabaseShares;
import sslorders.database.Database;
import sslorders.database.Row;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.order.OrderId;
import sslorders.order.Precondition;

/**
 * Erases orders with their admin e-mail addresses. Their resends stay with a masked recipient and a keyed hash, so that the limits and
 * the audit trail remain valid. Each transaction locks the account and is bounded. If the service stops between two transactions of
 * one order, some of its resends are masked and the order still exists; a repeated request completes the erasure.
 */
@Singleton
class OrderErasure {
    /** The maximum number of orders that one transaction erases. */
    static final int BATCH = 100;

    /** Later than the sort key of every order, also of orders without an expiry. */
    static final Instant END = Instant.parse("9999-12-31T00:00:01Z");

    static final String OWNER = "select account_id from certificate_order where id = ?";

    static final String LOCK_ORDER =
            "select captured_at from certificate_order where account_id = ? and id = ? for update";

    static final String PAGE = """
            select id, expiry_sort from certificate_order
            where account_id = ? and (expiry_sort, id) > (?, ?) and expiry_sort < ?
            order by expiry_sort, id limit\s""" + BATCH;

    // In the order of the IDs, as imports lock orders. A capture after the page was read can have changed an order.
    static final String LOCK_PAGE = """
            select id from certificate_order
            where account_id = ? and id = any(?) and expiry_sort < ?
            order by id for update""";

    private static final Logger LOG = Logger.getLogger(OrderErasure.class);

    private final Database database;
    private final DatabaseShares shares;
    private final AddressHashes hashes;

    OrderErasure(Database database, DatabaseShares shares, AddressHashes hashes) {
        this.database = database;
        this.shares = shares;
        this.hashes = hashes;
    }

    /**
     * Erases an order.
     *
     * @param bound the only account whose orders the client may erase; empty for a client that may erase the orders of all accounts
     * @param expected the required state of the order
     * @param by the subject of the client's token
     * @throws ServiceException {@code order-not-found}; {@code order-changed} if the order is in another state; {@code
     *     resend-in-progress}
     */
    void erase(Optional<AccountId> bound, OrderId id, Precondition expected, String by) {
        AccountId account = bound.or(() -> owner(id)).orElseThrow(ServiceException::orderNotFound);
        UnaryOperator<String> hash = hashes.function();
        Erasure.Erased last;
        int resends = 0;
        do {
            last = shares.inTurn(
                    account,
                    () -> database.transaction(
                            transaction -> erase(account, id, expected, new Erasure(transaction, hash))));
            resends += last.resends();
        } while (!last.isComplete());
        LOG.infof("Order %s of account %s erased by %s, with %d resend(s)", id.value(), account.value(), by, resends);
    }

    private Optional<AccountId> owner(OrderId id) {
        return database.first(OWNER, parameters -> parameters.text(id.value()), Row::text)
                .flatMap(AccountId::parse);
    }

    private static Erasure.Erased erase(AccountId account, OrderId id, Precondition expected, Erasure erasure)
            throws SQLException {
        erasure.lock(account);
        Instant capturedAt = erasure.transaction()
                .first(
                        LOCK_ORDER,
                        parameters -> parameters.text(account.value()).text(id.value()),
                        Row::time)
                .orElseThrow(ServiceException::orderNotFound);
        expected.check(Optional.of(capturedAt));
        List<String> order = List.of(id.value());
        if (!erasure.inProgress(account, order).isEmpty()) {
            throw new ServiceException(ErrorType.RESEND_IN_PROGRESS, Detail.RESEND_NOT_FINAL);
        }
        return erasure.orders(account, order);
    }

    /**
     * Erases a page of an account's orders in one transaction. Orders with a resend in progress are skipped.
     *
     * @param before the exclusive upper bound of the sort key by expiry; {@link #END} selects all orders
     * @param after the position after which the page begins
     * @param progress called in the same transaction
     */
    Page erase(AccountId account, Instant before, Position after, Progress progress) {
        UnaryOperator<String> hash = hashes.function();
        List<Position> page = database.list(
                PAGE,
                parameters -> parameters
                        .text(account.value())
                        .time(after.expirySort())
                        .text(after.id())
                        .time(before),
                row -> new Position(row.text(), row.time()));
        if (page.isEmpty()) {
            return new Page(Optional.empty(), 0);
        }
        return database.transaction(transaction -> {
            Erasure erasure = new Erasure(transaction, hash);
            erasure.lock(account);
            List<String> found = transaction.list(
                    LOCK_PAGE,
                    parameters -> parameters
                            .text(account.value())
                            .textArray(page.stream().map(Position::id).toList())
                            .time(before),
                    Row::text);
            Set<String> inProgress = erasure.inProgress(account, found);
            List<String> erasable =
                    found.stream().filter(id -> !inProgress.contains(id)).toList();
            Erasure.Erased erased = erasable.isEmpty() ? Erasure.Erased.NOTHING : erasure.orders(account, erasable);
            progress.add(transaction, erased);
            // The same page again, if its orders have more resends.
            return erased.isComplete()
                    ? new Page(Optional.of(page.getLast()), inProgress.size())
                    : new Page(Optional.of(after), 0);
        });
    }

    /** The position of an order in the list by expiry. */
    record Position(String id, Instant expirySort) {
        static final Position START = new Position("", Instant.EPOCH);
    }

    /**
     * The result of a page.
     *
     * @param last the position after which the next page begins; empty if the page had no order
     * @param skipped the number of orders with a resend in progress
     */
    record Page(Optional<Position> last, int skipped) {}

    /** Stores the progress of an erasure in the transaction of each part. */
    interface Progress {
        Progress NONE = (transaction, erased) -> {};

        void add(Database.Transaction transaction, Erasure.Erased erased) throws SQLException;
    }
}
