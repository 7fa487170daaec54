package sslorders.event;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sslorders.account.AccountId;
import sslorders.database.Database;
import sslorders.database.Row;
import sslorders.error.ServiceException;

/**
 * Reads the events of an account in the order of their positions. The inserts assign no position, because a transaction that inserts
 * events can be committed after a transaction with a later number. The first read after the commit assigns it, under a lock of the
 * account. Therefore, an event that is committed late gets a higher position than all events that were read before. See
 * docs/adr/0025-events.md.
 */
@Singleton
class AccountEvents {
    /** The maximum number of events that get a position in one transaction. More than fit on a page. */
    static final int BATCH = 1000;

    /** Serializes the assignment of positions. The seed differs from that of the lock for resend requests. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 1))";

    /** Assigns positions in the order of the inserts, in which the index scan returns the events. */
    static final String ASSIGN = """
            with assigned as (
              update event set position = nextval('event_position')
              where account_id = ? and position is null
                and number < coalesce(
                  (select number from event where account_id = ? and position is null order by number offset ? limit 1),
                  9223372036854775807)
              returning number)
            select count(*) from assigned""";

    private static final String LOCK_AND_ASSIGN = LOCK + ";\n" + ASSIGN;

    /** Returns one row for each event of the page, or one row without an event. */
    private static final String PAGE = """
            select start.position, start.has_new, page.id is not null, page.*
            from (%s) as start
            left join lateral (
              select %s, position from event
              where account_id = start.account_id and position > start.position
              order by position limit ?) as page on true
            order by page.position""";

    private static final String HAS_NEW =
            "exists (select from event where account_id = given.account_id and position is null) as has_new";

    static final String FIRST_PAGE = PAGE.formatted(
            "select 0 as position, account_id, " + HAS_NEW + " from (select cast(? as text) as account_id) as given",
            Event.COLUMNS);

    static final String NEXT_PAGE = PAGE.formatted(
            "select last.position, last.account_id, " + HAS_NEW
                    + " from (select cast(? as text) as account_id) as given"
                    + " join event as last on last.id = ? and last.account_id = given.account_id",
            Event.COLUMNS);

    private final Database database;

    AccountEvents(Database database) {
        this.database = database;
    }

    /**
     * Returns a page.
     *
     * @throws ServiceException {@code invalid-request} if the account has no event with the ID {@link EventQuery#after}
     */
    EventPage page(AccountId account, EventQuery query) {
        List<Result> results = read(account, query);
        if (results.getFirst().hasNew() && results.size() < query.rowsToRead()) {
            do {
                assignPositions(account);
                results = read(account, query);
            } while (results.getFirst().start().isEmpty());
        }
        List<EventView> events = results.stream()
                .flatMap(result -> result.event().stream())
                .map(Event::view)
                .limit(query.limit())
                .toList();
        UUID last =
                events.isEmpty() ? query.after().orElse(null) : events.getLast().id();
        return new EventPage(events, last, results.size() > query.limit());
    }

    private List<Result> read(AccountId account, EventQuery query) {
        List<Result> results = database.list(
                query.after().isPresent() ? NEXT_PAGE : FIRST_PAGE,
                parameters -> {
                    parameters.text(account.value());
                    if (query.after().isPresent()) {
                        parameters.uuid(query.after().get());
                    }
                    parameters.number(query.rowsToRead());
                },
                Result::read);
        if (results.isEmpty()) {
            throw EventQuery.unknownAfter();
        }
        return results;
    }

    /** Assigns positions to the oldest committed events of the account that have none. */
    private void assignPositions(AccountId account) {
        database.transaction(transaction -> transaction.lockAndRead(
                LOCK_AND_ASSIGN,
                parameters -> parameters
                        .text(account.value())
                        .text(account.value())
                        .text(account.value())
                        .number(BATCH),
                Row::number));
    }

    /**
     * A row of a page.
     *
     * @param start the position after which the page begins; empty if that event has no position yet
     * @param hasNew whether the account has events without a position
     * @param event empty if the page has no events
     */
    private record Result(Optional<Long> start, boolean hasNew, Optional<Event> event) {
        static Result read(Row row) throws SQLException {
            return new Result(
                    row.optionalNumber(), row.flag(), row.flag() ? Optional.of(Event.read(row)) : Optional.empty());
        }
    }
}
