package sslorders.resend;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import sslorders.account.AccountId;
import sslorders.database.Database;
import sslorders.database.Parameters;
import sslorders.database.Row;
import sslorders.order.OrderId;
import sslorders.paging.ListCursor;
import sslorders.paging.Page;

/**
 * Reads the resends of an account over all its orders. A page is read by one index range scan in list order. No index contains the
 * status or the CA. For these filters, the scan skips resends that do not match, but reads at most {@value #MAX_SCANNED} resends. A
 * page can therefore contain fewer resends than its limit, and still have a cursor.
 */
@Singleton
class AccountResends {
    /** The maximum number of resends that a page with filters reads. It bounds the cost of a filter that few resends match. */
    static final int MAX_SCANNED = 2_000;

    /** The position before all resends, for queries with neither a cursor nor an upper time bound. */
    private static final ListCursor START =
            new ListCursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(0, 0).toString());

    private static final String ALL_STATUSES = names(Arrays.asList(ResendStatus.values()));

    private final Database database;

    AccountResends(Database database) {
        this.database = database;
    }

    /** Returns a page, newest first. */
    Page<Resend> page(AccountId account, ResendQuery query) {
        Range range = Range.of(query.filter());
        int limit = query.page().limit();
        if (!range.hasConditions(query.filter())) {
            List<Resend> resends = database.list(
                    range.sql(),
                    parameters -> {
                        bindRange(account, query, range, parameters);
                        parameters.number(query.page().rowsToRead());
                    },
                    ResendColumns::read);
            return Page.of(resends, limit, query::cursorAfter);
        }
        List<Scanned> scanned = database.list(
                range.filteredSql(),
                parameters -> {
                    bindConditions(query.filter(), range, parameters);
                    bindRange(account, query, range, parameters);
                    parameters.number(query.page().rowsToRead());
                },
                Scanned::read);
        List<Resend> matching =
                scanned.stream().filter(Scanned::matches).map(Scanned::resend).toList();
        if (matching.size() > limit || scanned.isEmpty() || scanned.getLast().number() < MAX_SCANNED) {
            return Page.of(matching, limit, query::cursorAfter);
        }
        return new Page<>(
                matching, Optional.of(query.cursorAfter(scanned.getLast().resend())));
    }

    private static void bindConditions(ResendFilter filter, Range range, Parameters parameters) throws SQLException {
        parameters
                .text(filter.statuses().isEmpty() ? ALL_STATUSES : names(filter.statuses()))
                .text(filter.certificateAuthority())
                .text(range == Range.REFERENCE ? filter.order().map(OrderId::value) : Optional.empty());
    }

    private static void bindRange(AccountId account, ResendQuery query, Range range, Parameters parameters)
            throws SQLException {
        ResendFilter filter = query.filter();
        parameters.text(account.value());
        switch (range) {
            case ACCOUNT -> {}
            case ORDER -> parameters.text(filter.order().map(OrderId::value));
            case REFERENCE -> parameters.text(filter.reference());
        }
        ListCursor start = start(query);
        parameters
                .time(start.sortTime())
                .uuid(UUID.fromString(start.id()))
                .time(filter.requestedAfter().orElse(Instant.EPOCH));
    }

    /**
     * Returns the position after which the page begins: the cursor or the upper time bound. If a statement had both as conditions,
     * PostgreSQL could scan the resends from the bound to the cursor.
     */
    private static ListCursor start(ResendQuery query) {
        ListCursor bound = query.filter()
                .requestedBefore()
                .map(time -> new ListCursor(time, START.id()))
                .orElse(START);
        return query.after()
                .filter(cursor -> cursor.sortTime().isBefore(bound.sortTime()))
                .orElse(bound);
    }

    private static String names(Collection<ResendStatus> statuses) {
        return statuses.stream().map(ResendStatus::wireName).collect(Collectors.joining(","));
    }

    /** The index range that contains the resends of a query. Each range has an index with the sort order of the list. */
    enum Range {
        /** All resends of the account. The index contains this expression of the time; see migration V12. */
        ACCOUNT("", "(requested_at at time zone 'UTC')", "cast(? as timestamptz) at time zone 'UTC'"),
        /** The resends of an order. */
        ORDER(" and order_id = ?", "requested_at", "?"),
        /** The resends with a reference. */
        REFERENCE(" and reference = ?", "requested_at", "?");

        private final String sql;
        private final String filteredSql;

        Range(String condition, String time, String bound) {
            String scan = "select " + ResendColumns.ALL + ", " + time + " as listed_at from resend where account_id = ?"
                    + condition + " and (" + time + ", id) < (" + bound + ", ?) and " + time + " > " + bound
                    + " order by listed_at desc, id desc limit ";
            this.sql = scan + "?";
            // The last scanned row is returned even if it does not match, because the next page begins after it.
            this.filteredSql = """
                    select scanned.matches, scanned.number, scanned.* from (
                      select resend.*,
                        status = any(string_to_array(?, ','))
                          and certificate_authority = coalesce(cast(? as text), certificate_authority)
                          and order_id = coalesce(cast(? as text), order_id) as matches,
                        row_number() over (order by listed_at desc, id desc) as number
                      from (%s%d) as resend) as scanned
                    where matches or number = %2$d
                    order by listed_at desc, id desc limit ?""".formatted(scan, MAX_SCANNED);
        }

        static Range of(ResendFilter filter) {
            if (filter.reference().isPresent()) {
                return REFERENCE;
            }
            return filter.order().isPresent() ? ORDER : ACCOUNT;
        }

        /** Returns whether the filter has conditions other than the range. */
        boolean hasConditions(ResendFilter filter) {
            return !filter.statuses().isEmpty()
                    || filter.certificateAuthority().isPresent()
                    || this == REFERENCE && filter.order().isPresent();
        }

        /** Returns the statement for a filter without conditions other than the range. */
        String sql() {
            return sql;
        }

        /** Returns the statement for a filter with conditions other than the range. */
        String filteredSql() {
            return filteredSql;
        }
    }

    /**
     * A row that the scan for a page with filters read.
     *
     * @param number the number of rows that the scan had read, including this one
     */
    private record Scanned(boolean matches, int number, Resend resend) {
        static Scanned read(Row row) throws SQLException {
            return new Scanned(row.flag(), row.number(), ResendColumns.read(row));
        }
    }
}
