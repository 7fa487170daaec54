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
 * The use of the limits by an order and its account. All times except {@code inProgress} are request times.
 *
 * @param newest the newest resend of the order that counts toward the limits
 * @param ofOrder the time of the oldest resend in the order's quota; empty if the quota is not reached
 * @param ofAccount the time of the oldest resend in the account's quota; empty if the quota is not reached
 * @param rejected the times of the account's newest rejected and gave-up resends that no person ended, newest first
 * @param rejectedOfOrder the subset of {@code rejected} that belongs to the order
 * @param inProgress the due times of the account's newest resends that are not final; empty without rejections
 */
record ResendUsage(
        Optional<Newest> newest,
        Optional<Instant> ofOrder,
        Optional<Instant> ofAccount,
        List<Instant> rejected,
        List<Instant> rejectedOfOrder,
        List<Instant> inProgress) {

    /** The input of {@link #FROM}, as one row. {@link #bind} sets its parameters. */
    static final String GIVEN = """
            (select cast(? as text) as account, cast(? as text) as "order",
              cast(? as timestamptz) as order_since, cast(? as integer) as order_skip,
              cast(? as timestamptz) as account_since, cast(? as integer) as account_skip,
              cast(? as timestamptz) as rejected_since, cast(? as integer) as rejected_limit) as given""";

    /** The columns that depend on the order. */
    static final String ORDER_COLUMNS = """
            newest.status, newest.due_at, newest.settled_at,
              (select requested_at from resend where account_id = given.account and order_id = given.order
                and requested_at > given.order_since and counts order by requested_at desc offset given.order_skip limit 1)""";

    /** The time of the resend that reached the account's quota. */
    static final String OF_ACCOUNT = """
            (select requested_at from resend where account_id = given.account
                and requested_at > given.account_since and counts order by requested_at desc offset given.account_skip limit 1)""";

    /** The selected columns, in the order in which {@link #read} reads them. */
    static final String COLUMNS =
            ORDER_COLUMNS + ",\n  " + OF_ACCOUNT + ",\n  rejected.requested, rejected.of_order, in_progress.due";

    /** The source of the columns that depend on the order. */
    static final String NEWEST = """
            left join lateral (
              select status, due_at, settled_at from resend where account_id = given.account and order_id = given.order
              and counts order by requested_at desc limit 1) as newest on true""";

    /** The account's newest rejected and gave-up resends. The index contains this expression of the time; see migration V17. */
    static final String NOT_COUNTING = """
            (select order_id, requested_at from resend where account_id = given.account
                and (requested_at at time zone 'UTC') > given.rejected_since at time zone 'UTC'
                and not counts and intervention is null
                order by (requested_at at time zone 'UTC') desc limit given.rejected_limit) as not_counting""";

    /** The resends in progress. They are read only for an account with rejections, because they do not affect other accounts. */
    static final String IN_PROGRESS = """
            cross join lateral (
              select array_agg(due_at) as due from (select due_at from resend where account_id = given.account
                and requested_at > given.rejected_since and counts order by requested_at desc
                limit case when rejected.requested is null then 0 else given.rejected_limit end) as counting
              where due_at is not null) as in_progress""";

    /**
     * The sources of the columns. Each part reads one index, and at most as many rows as its limit allows. The order's rejections are
     * counted among the rejections that were read for the account: if the account has more, its own limit is reached anyway.
     */
    static final String FROM = """
            %s
            cross join lateral (
              select array_agg(requested_at order by requested_at desc) as requested,
                array_agg(requested_at order by requested_at desc) filter (where order_id = given.order) as of_order
              from %s) as rejected
            %s""".formatted(NEWEST, NOT_COUNTING, IN_PROGRESS);

    static void bind(AccountId account, OrderId order, Windows windows, Parameters parameters) throws SQLException {
        bind(account, order.value(), windows, parameters);
    }

    /** Sets the parameters of {@link #GIVEN}, whose column {@code order} can contain several IDs. */
    static void bind(AccountId account, String order, Windows windows, Parameters parameters) throws SQLException {
        parameters
                .text(account.value())
                .text(order)
                .time(windows.ofOrder().since())
                .number(windows.ofOrder().max() - 1)
                .time(windows.ofAccount().since())
                .number(windows.ofAccount().max() - 1)
                .time(windows.rejected().since())
                .number(windows.rejected().max());
    }

    static ResendUsage read(Row row) throws SQLException {
        Optional<ResendStatus> status = row.optionalText().map(ResendStatus::of);
        Optional<Instant> dueAt = row.optionalTime();
        Optional<Instant> settledAt = row.optionalTime();
        return new ResendUsage(
                status.map(newest -> new Newest(newest, dueAt, settledAt)),
                row.optionalTime(),
                row.optionalTime(),
                row.times(),
                row.times(),
                row.times());
    }

    /** The part of an order's newest resend on which the cool-down depends. */
    record Newest(ResendStatus status, Optional<Instant> dueAt, Optional<Instant> settledAt) {

        /**
         * Returns the start of the cool-down: the time at which the resend became final, or the earliest time at which it can send an
         * e-mail.
         */
        Instant coolDownStart(Instant now) {
            return settledAt.orElseGet(() -> dueAt.filter(due -> status == ResendStatus.PENDING && due.isAfter(now))
                    .orElse(now));
        }
    }

    /**
     * The time windows in which resends count toward the limits.
     *
     * @param ofOrder the resends of the order
     * @param ofAccount the resends of the account
     * @param rejected the rejected and gave-up resends of the account
     */
    record Windows(Window ofOrder, Window ofAccount, Window rejected) {}

    /**
     * A time window with its limit.
     *
     * @param since the start of the window
     * @param max the maximum number of resends, at least 1
     */
    record Window(Instant since, int max) {}
}
