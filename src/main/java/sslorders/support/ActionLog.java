package sslorders.support;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sslorders.database.Database;
import sslorders.database.Row;
import sslorders.paging.ListCursor;

/** Reads the recorded actions, newest first. Each filter has an index that returns its actions in this order. */
@Singleton
class ActionLog {
    /** The position before all actions. */
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    /** The lowest ID, so that the position at a time is after all actions at that time. */
    private static final String NO_ID = new UUID(0, 0).toString();

    private final Database database;

    ActionLog(Database database) {
        this.database = database;
    }

    /**
     * Returns actions, at most as many as the limit.
     *
     * @param after the position after which the actions begin; empty for the newest actions
     */
    List<ActionView> read(ActionFilter filter, Optional<ListCursor> after, int limit) {
        ListCursor start = start(filter, after);
        return database.list(
                statement(filter),
                parameters -> {
                    parameters.time(start.sortTime()).uuid(UUID.fromString(start.id()));
                    filter.bind(parameters);
                    parameters.number(limit);
                },
                ActionLog::view);
    }

    /** Returns the statement for a filter. */
    static String statement(ActionFilter filter) {
        return """
                select id, performed_at, subject, actor, action, account_id, order_id, resend_id, certificate_authority,
                  reason, reference, details
                from operator_action where (performed_at, id) < (?, ?)%s
                order by performed_at desc, id desc limit ?""".formatted(filter.condition());
    }

    /** Returns the cursor or the upper time bound, whichever is earlier, so that the statement has only one upper bound. */
    private static ListCursor start(ActionFilter filter, Optional<ListCursor> after) {
        ListCursor bound = new ListCursor(filter.to().orElse(END_OF_TIME), NO_ID);
        return after.filter(cursor -> cursor.sortTime().isBefore(bound.sortTime()))
                .orElse(bound);
    }

    private static ActionView view(Row row) throws SQLException {
        return new ActionView(
                row.uuid(),
                row.time(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.uuid(),
                row.text(),
                row.text(),
                row.text(),
                row.text());
    }
}
