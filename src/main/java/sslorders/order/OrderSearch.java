package sslorders.order;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import sslorders.ca.CertificateAuthorities;
import sslorders.database.Database;
import sslorders.database.Parameters;
import sslorders.database.Row;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.paging.Page;

/**
 * Finds orders of all accounts. Only the package {@code support} may use this class, because all other callers act for one account. A
 * page is read by one index range scan.
 */
@Singleton
public class OrderSearch {
    private static final String SELECT = """
            select id, common_name, certificate_type, certificate_authority, status, status_as_of, ordered_at, expires_at,
              expiry_sort, admin_email, captured_at, account_id, ca_order_id
            from certificate_order where\s""";

    private static final String FIND = SELECT + matches(SearchCriterion.ORDER_ID, false) + " order by id limit 1";

    /** Because the subquery has a limit, PostgreSQL finds the order by its primary key, and compares the criterion afterwards. */
    private static final String LAST = "(select * from certificate_order where id = ? limit 1) as last";

    private final Database database;
    private final CertificateAuthorities authorities;
    private final InstantSource clock;

    OrderSearch(Database database, CertificateAuthorities authorities, InstantSource clock) {
        this.database = database;
        this.authorities = authorities;
        this.clock = clock;
    }

    /** Returns the order with this ID, of any account; empty if there is none. */
    public Optional<FoundOrder> find(OrderId id) {
        Instant now = clock.instant();
        return database.first(FIND, parameters -> parameters.text(id.value()).text(id.value()), row -> order(row, now));
    }

    /**
     * Returns a page. It is sorted by the criterion, then by account and expiry.
     *
     * @throws ServiceException {@code invalid-cursor} if the order at the position of the cursor was deleted, or no longer matches
     */
    public Page<FoundOrder> page(OrderSearchQuery query) {
        Instant now = clock.instant();
        List<FoundOrder> orders = database.list(
                statement(query.criterion(), query.isPrefix(), query.after().isPresent()),
                parameters -> bind(query, parameters),
                row -> order(row, now));
        if (orders.isEmpty() && query.after().isPresent() && !isCursorValid(query)) {
            throw new ServiceException(ErrorType.INVALID_CURSOR, Detail.CURSOR_POSITION_CHANGED);
        }
        return Page.of(orders, query.page().limit(), query::cursorAfter);
    }

    /**
     * Returns the statement of a page. The position of a cursor is read from the last order of the previous page. If that order no
     * longer matches, the position is null and the page is empty, because a scan from the new position could read orders that do not
     * match.
     */
    static String statement(SearchCriterion criterion, boolean isPrefix, boolean hasCursor) {
        String sort = isPrefix ? criterion.sort() : criterion.tieBreakers();
        String match = matches(criterion, isPrefix);
        // With both bounds of a prefix and a position, PostgreSQL could scan the orders from the lower bound to the
        // position.
        String condition = hasCursor
                ? criterion.expression() + upperBound(criterion, isPrefix) + " and (" + sort + ") > (select " + sort
                        + " from " + LAST + " where " + match + ")"
                : match;
        return SELECT + condition + criterion.indexCondition() + " order by " + sort + " limit ?";
    }

    private static String matches(SearchCriterion criterion, boolean isPrefix) {
        String key = criterion.expression();
        return (isRange(criterion, isPrefix) ? key + " >= ? and " : "") + key + upperBound(criterion, isPrefix);
    }

    private static String upperBound(SearchCriterion criterion, boolean isPrefix) {
        return isPrefix ? " < ?" : isRange(criterion, isPrefix) ? " <= ?" : " = ?";
    }

    /**
     * Returns whether the match has two bounds. A complete ID has two equal bounds: only the primary key then returns the orders sorted. With
     * a comparison for equality, a plan for an empty table could use any index that contains the ID.
     */
    private static boolean isRange(SearchCriterion criterion, boolean isPrefix) {
        return isPrefix || criterion == SearchCriterion.ORDER_ID;
    }

    private static void bind(OrderSearchQuery query, Parameters parameters) throws SQLException {
        if (query.after().isPresent()) {
            String value = query.criterion().comparable(query.value());
            parameters
                    .text(query.isPrefix() ? SearchCriterion.afterPrefix(value) : value)
                    .text(query.after().get());
        }
        bindMatch(query, parameters);
        parameters.number(query.page().rowsToRead());
    }

    private static void bindMatch(OrderSearchQuery query, Parameters parameters) throws SQLException {
        String value = query.criterion().comparable(query.value());
        parameters.text(value);
        if (isRange(query.criterion(), query.isPrefix())) {
            parameters.text(query.isPrefix() ? SearchCriterion.afterPrefix(value) : value);
        }
    }

    /** Returns whether the order at the position of the cursor still matches the query. */
    private boolean isCursorValid(OrderSearchQuery query) {
        return database.first(
                        "select true from " + LAST + " where " + matches(query.criterion(), query.isPrefix()),
                        parameters -> {
                            parameters.text(query.after().orElseThrow());
                            bindMatch(query, parameters);
                        },
                        Row::flag)
                .isPresent();
    }

    private FoundOrder order(Row row, Instant now) throws SQLException {
        OrderRow read = new OrderRow(
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                OrderStatus.parse(row.text()).orElseThrow(),
                row.time(),
                row.time(),
                row.optionalTime().orElse(null),
                row.time(),
                row.text(),
                row.time());
        return new FoundOrder(row.text(), row.text(), OrderView.of(read, authorities, now));
    }
}
