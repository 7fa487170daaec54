package sslorders.resend;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sslorders.account.AccountId;
import sslorders.database.Database;
import sslorders.database.Row;
import sslorders.error.ServiceException;
import sslorders.order.OrderId;
import sslorders.paging.ListCursor;
import sslorders.paging.Page;
import sslorders.paging.PageRequest;

/** Reads the resends of an account. The first parameter of every finder is the account. */
@Singleton
public class ResendHistory {
    private static final String OF_ORDER =
            "select " + ResendColumns.ALL + " from resend where account_id = ? and order_id = ?";
    private static final String NEWEST_FIRST = " order by requested_at desc, id desc limit ?";

    static final String PAGE = OF_ORDER + NEWEST_FIRST;
    static final String NEXT_PAGE = OF_ORDER + " and (requested_at, id) < (?, ?)" + NEWEST_FIRST;

    static final String ATTEMPTS = "select started_at, duration_ms, outcome, ca_code, cause from attempt"
            + " where resend_id = ? and number > ? order by number";

    static final String USAGE =
            "select " + ResendUsage.COLUMNS + "\nfrom " + ResendUsage.GIVEN + "\n" + ResendUsage.FROM;

    /** More attempts than fit into the retry period with exponential backoff, unless the configured delays are very short. */
    private static final int MAX_ATTEMPTS = 1000;

    private final Database database;

    ResendHistory(Database database) {
        this.database = database;
    }

    /**
     * Finds a resend of an account's order by its ID, and compares the account and the order afterwards. If the query compared all
     * three, PostgreSQL would assume that an order has few resends, and would scan all of them in the index by order.
     */
    Optional<Resend> find(AccountId account, OrderId order, UUID id) {
        return database.first(ResendStore.FIND, parameters -> parameters.uuid(id), ResendColumns::read)
                .filter(resend -> resend.belongsTo(account, order));
    }

    /** Returns a page of an order's resends, newest first, with at most {@code limit} rows. */
    List<Resend> page(AccountId account, OrderId order, Optional<ListCursor> after, int limit) {
        return database.list(
                after.isPresent() ? NEXT_PAGE : PAGE,
                parameters -> {
                    parameters.text(account.value()).text(order.value());
                    if (after.isPresent()) {
                        parameters
                                .time(after.get().sortTime())
                                .uuid(UUID.fromString(after.get().id()));
                    }
                    parameters.number(limit);
                },
                ResendColumns::read);
    }

    /**
     * Returns the requested page of an order's resends, newest first.
     *
     * @throws ServiceException {@code invalid-cursor} if the text is not a cursor of this history
     */
    Page<Resend> page(AccountId account, OrderId order, PageRequest request) {
        // The cursor is valid only for the history of this order of this account.
        String query = account.value() + '\n' + order.value() + "\nresends";
        return Page.of(
                page(account, order, request.after(query, Resend.ID_FORM), request.rowsToRead()),
                request.limit(),
                last -> new ListCursor(last.requested().at(), last.id().toString()).encode(query));
    }

    /** Returns the requested page of an order's resends as views, each with its attempts. */
    public Page<ResendView> pageWithAttempts(AccountId account, OrderId order, PageRequest request) {
        return page(account, order, request).map(resend -> resend.view(attempts(resend)));
    }

    /** Returns the requested page of an order's resends as views without attempts. */
    public Page<ResendView> views(AccountId account, OrderId order, PageRequest request) {
        return page(account, order, request).map(Resend::view);
    }

    /** Finds a resend of an account's order by its ID as text; empty if the ID is malformed or unknown. */
    public Optional<Polled> find(AccountId account, OrderId order, String id, Instant now) {
        return Optional.of(id)
                .filter(Resend.ID_FORM.asMatchPredicate())
                .flatMap(text -> find(account, order, UUID.fromString(text)))
                .map(resend -> new Polled(resend.view(attempts(resend)), resend.changesAfter(now)));
    }

    /**
     * A resend with its attempts.
     *
     * @param changesAfter the time after which the resend may have changed; empty if it is final
     */
    public record Polled(ResendView resend, Optional<Duration> changesAfter) {}

    /** Returns the newest resend of an order. */
    Optional<Resend> newest(AccountId account, OrderId order) {
        return page(account, order, Optional.empty(), 1).stream().findFirst();
    }

    /** Returns the use of the limits by an order and its account, read without the account's lock. */
    ResendUsage usage(AccountId account, OrderId order, ResendUsage.Windows windows) {
        return database.first(
                        USAGE, parameters -> ResendUsage.bind(account, order, windows, parameters), ResendUsage::read)
                .orElseThrow();
    }

    /** Returns the newest 1,000 attempts of a resend, oldest first. */
    List<AttemptView> attempts(Resend resend) {
        return database.list(
                ATTEMPTS,
                parameters -> parameters.uuid(resend.id()).number(resend.attempts() - MAX_ATTEMPTS),
                ResendHistory::attempt);
    }

    private static AttemptView attempt(Row row) throws SQLException {
        return new AttemptView(
                row.time(),
                row.optionalNumber().orElse(null),
                row.optionalText().orElse(null),
                row.optionalText().orElse(null),
                row.optionalText().orElse(null));
    }
}
