package sslorders.resend;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sslorders.account.AccountId;
import sslorders.ca.CertificateAuthorities;
import sslorders.database.Database;
import sslorders.database.Row;
import sslorders.order.LastResends;
import sslorders.order.OrderId;
import sslorders.order.OrderSnapshot;

/** Supplies the newest resend of each order on a page, and the time of the next possible resend. The preview shows the same values. */
@Singleton
class NewestResends implements LastResends {
    /**
     * Reads the newest resend of each order on a page, and the use of the limits. The statement reads a few rows for each order, but
     * reads the use of the account's limits only once. Because the subquery has a limit, PostgreSQL finds each order by its primary key
     * and compares the account afterwards.
     */
    static final String FIND = """
            with account as materialized (
              select given.*, %s as reached, rejected.requested, rejected.of_orders, in_progress.due
              from %s
              cross join lateral (
                select array_agg(requested_at order by requested_at desc) as requested,
                  array_agg(order_id order by requested_at desc) as of_orders
                from %s) as rejected
              %s)
            select %s,
              given.reached, given.requested,
              (select array_agg(one.requested_at order by one.requested_at desc)
                from unnest(given.requested, given.of_orders) as one (requested_at, order_id)
                where one.order_id = given.order),
              given.due, %s, last.id is not null, last.*
            from (select account, order_since, order_skip, reached, requested, of_orders, due, id as "order"
              from account cross join unnest(string_to_array(account.order, ',')) as id) as given
            cross join lateral (select * from certificate_order where id = given.order limit 1) as o
            %s
            left join lateral (
              select %s
              from resend where account_id = given.account and order_id = given.order
              order by requested_at desc, id desc limit 1) as last on true
            where o.account_id = given.account""".formatted(
                    ResendUsage.OF_ACCOUNT,
                    ResendUsage.GIVEN,
                    ResendUsage.NOT_COUNTING,
                    ResendUsage.IN_PROGRESS,
                    ResendUsage.ORDER_COLUMNS,
                    OrderSnapshot.COLUMNS,
                    ResendUsage.NEWEST,
                    ResendColumns.ALL);

    private final Database database;
    private final ResendEligibility eligibility;
    private final ResendLimits limits;
    private final CertificateAuthorities authorities;

    NewestResends(
            Database database, ResendEligibility eligibility, ResendLimits limits, CertificateAuthorities authorities) {
        this.database = database;
        this.eligibility = eligibility;
        this.limits = limits;
        this.authorities = authorities;
    }

    @Override
    public Map<String, LastResend> find(AccountId account, List<OrderId> orders, Instant now) {
        Map<String, LastResend> byOrder = new HashMap<>();
        read(account, orders, now)
                .forEach(found -> byOrder.put(
                        found.order().id().value(),
                        new LastResend(
                                found.newest().map(Resend::view).orElse(null),
                                nextResendAt(found, now).orElse(null))));
        return byOrder;
    }

    /** Reads the account's orders with these IDs, in arbitrary sequence. Orders of other accounts are absent. */
    List<OrderResends> read(AccountId account, List<OrderId> orders, Instant now) {
        if (orders.isEmpty()) {
            return List.of();
        }
        // The IDs contain no comma.
        String ids = orders.stream().map(OrderId::value).collect(Collectors.joining(","));
        return database.list(
                FIND,
                parameters -> ResendUsage.bind(account, ids, limits.windows(now), parameters),
                OrderResends::read);
    }

    /** Returns the end of the limit; empty if no limit is reached, or if the order cannot be resent at all. */
    private Optional<Instant> nextResendAt(OrderResends found, Instant now) {
        OrderSnapshot order = found.order();
        return eligibility
                        .refusal(order, authorities.find(order.certificateAuthority()), now)
                        .isPresent()
                ? Optional.empty()
                : limits.limit(found.usage(), now).map(CoolDownPolicy.Limit::until);
    }

    /**
     * An order, its newest resend, and the use of the limits by the order and its account.
     *
     * @param newest empty if the order has no resend
     */
    record OrderResends(ResendUsage usage, OrderSnapshot order, Optional<Resend> newest) {
        static OrderResends read(Row row) throws SQLException {
            ResendUsage usage = ResendUsage.read(row);
            OrderSnapshot order = OrderSnapshot.read(row).orElseThrow();
            return new OrderResends(usage, order, row.flag() ? Optional.of(ResendColumns.read(row)) : Optional.empty());
        }
    }
}
