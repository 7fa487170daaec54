package sslorders.event;

import java.time.Instant;
import java.util.List;
import sslorders.testing.TestParts;

/** Inserts events for tests, with the statement part of the service. */
final class EventRows {
    private EventRows() {}

    static void insert(String account, String order, Instant time) {
        TestParts.database().execute(sql(account, order, time));
    }

    /** Inserts events of the orders 1, 2, and so on. */
    static void insert(String account, int number, Instant time) {
        TestParts.database()
                .execute(statement(
                        account,
                        cause(account, "cast(i as text)", time) + " from generate_series(1, " + number + ") as i"));
    }

    /** Returns a statement that inserts one event of an order. */
    static String sql(String account, String order, Instant time) {
        return statement(account, cause(account, "'" + order + "'", time));
    }

    private static String statement(String account, String causes) {
        EventInsert insert =
                new EventInserts(new NoSubscribers()).of(EventType.ORDER_ADMIN_EMAIL_CHANGED, List.of(account), causes);
        return "with cause as (select 1)" + insert.sql() + " select count(*) from events";
    }

    private static String cause(String account, String order, Instant time) {
        return """
                select '%s' as account_id, %s as order_id, cast(null as uuid) as resend_id, cast(null as text) as status,
                  'alpha' as certificate_authority, cast(null as text) as reference, timestamptz '%s' as occurred_at""".formatted(account, order, time);
    }
}
