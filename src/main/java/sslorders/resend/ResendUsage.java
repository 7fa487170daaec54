package sslorders.resend;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sslorders.account.AccountId;
import sslorders.database.Parameters;
import sslorders.database.Row;
import sslorders.order.OrderId;

/**
 * How much of the limits an order and its account have used.
 *
 * @param newest the newest resend of the order that counts toward the limits
 * @param ofOrder when the order's resend was requested that filled its quota; empty if the quota is not full
 * @param ofAccount the same of the account
 * @param rejected when the account's newest resends were requested that were rejected or given up, newest first
 * @param rejectedOfOrder those of the order among them
 * @param underWay when those of the account's newest resends are due that are not final; empty without rejections
 */
record ResendUsage(
        Optional<Newest> newest,
        Optional<Instant> ofOrder,
        Optional<Instant> ofAccount,
        List<Instant> rejected,
        List<Instant> rejectedOfOrder,
        List<Instant> underWay) {

    /** What {@link #FROM} is given, as one row; its parameters are those of {@link #bind}. */
    static final String GIVEN = """
            (select cast(? as text) as account, cast(? as text) as "order",
              cast(? as timestamptz) as order_since, cast(? as integer) as order_skip,
              cast(? as timestamptz) as account_since, cast(? as integer) as account_skip,
              cast(? as timestamptz) as rejected_since, cast(? as integer) as rejected_limit) as given""";

    /** In the order of {@link #read}. */
    static final String COLUMNS = """
            newest.status, newest.due_at, newest.settled_at,
              (select requested_at from resend where account_id = given.account and order_id = given.order
                and requested_at > given.order_since and counts order by requested_at desc offset given.order_skip limit 1),
              (select requested_at from resend where account_id = given.account
                and requested_at > given.account_since and counts order by requested_at desc offset given.account_skip limit 1),
              rejected.requested, rejected.of_order, under_way.due""";

    /**
     * Each part reads one index, and no more rows than its limit allows. Rejections of the order are counted among those of
     * the account: if there are more, the account's limit is reached anyway. Resends under way matter only to an account with
     * rejections, and are not read for others.
     */
    static final String FROM = """
            left join lateral (
              select status, due_at, settled_at from resend where account_id = given.account and order_id = given.order
              and counts order by requested_at desc limit 1) as newest on true
            cross join lateral (
              select array_agg(requested_at order by requested_at desc) as requested,
                array_agg(requested_at order by requested_at desc) filter (where order_id = given.order) as of_order
              from (select order_id, requested_at from resend where account_id = given.account
                and requested_at > given.rejected_since and not counts
                order by requested_at desc limit given.rejected_limit) as not_counting) as rejected
            cross join lateral (
              select array_agg(due_at) as due from (select due_at from resend where account_id = given.account
                and requested_at > given.rejected_since and counts order by requested_at desc
                limit case when rejected.requested is null then 0 else given.rejected_limit end) as counting
              where due_at is not null) as under_way""";

    static void bind(AccountId account, OrderId order, Windows windows, Parameters parameters) throws SQLException {
        parameters
                .text(account.value())
                .text(order.value())
                .time(windows.ofOrder().since())
                .number(windows.ofOrder().most() - 1)
                .time(windows.ofAccount().since())
                .number(windows.ofAccount().most() - 1)
                .time(windows.rejected().since())
                .number(windows.rejected().most());
    }

    static ResendUsage read(Row row) throws SQLException {
        Optional<ResendStatus> status = row.optionalText().map(ResendStatus::of);
        Optional<Instant> dueAt = row.optionalTime();
        Optional<Instant> settledAt = row.optionalTime();
        return new ResendUsage(
                status.map(known -> new Newest(known, dueAt, settledAt)),
                row.optionalTime(),
                row.optionalTime(),
                row.times(),
                row.times(),
                row.times());
    }

    /** The newest resend of an order, as far as its cool-down depends on it. */
    record Newest(ResendStatus status, Optional<Instant> dueAt, Optional<Instant> settledAt) {

        /** The start of the order's cool-down: when the resend became final, or the earliest time at which it still can send. */
        Instant coolDownStart(Instant now) {
            return settledAt.orElseGet(() -> dueAt.filter(due -> status == ResendStatus.PENDING && due.isAfter(now))
                    .orElse(now));
        }
    }

    /**
     * What counts toward the limits.
     *
     * @param ofOrder the resends of the order
     * @param ofAccount the resends of the account
     * @param rejected the resends of the account that were rejected or given up
     */
    record Windows(Window ofOrder, Window ofAccount, Window rejected) {}

    /**
     * The newest resends since a time.
     *
     * @param most the limit is reached with so many, at least 1
     */
    record Window(Instant since, int most) {}
}
