package sslorders.resend;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import sslorders.account.AccountId;
import sslorders.order.ListCursor;
import sslorders.order.OrderId;

/** The resends of PostgreSQL. Every finder takes the account first. */
@ApplicationScoped
class ResendRepository implements PanacheRepositoryBase<Resend, UUID> {
    /**
     * Each part reads one index, and no more rows than its limit allows. Rejections of the order are counted among those of
     * the account: if there are more, the account's limit is reached anyway. What is under way matters only to an account
     * with rejections, and is not read for others.
     */
    private static final String USAGE = """
            select {newest.*},
              (select requested_at from resend where account_id = :account and order_id = :order
                and requested_at > :orderSince and counts order by requested_at desc offset :orderSkip limit 1) as of_order,
              (select requested_at from resend where account_id = :account
                and requested_at > :accountSince and counts order by requested_at desc offset :accountSkip limit 1)
                as of_account,
              rejected.requested as rejected, rejected.of_order as rejected_of_order,
              under_way.due as under_way
            from (values (1)) as one left join lateral (
              select * from resend where account_id = :account and order_id = :order
              and counts order by requested_at desc limit 1) as newest on true
            cross join lateral (
              select array_agg(requested_at order by requested_at desc) as requested,
                array_agg(requested_at order by requested_at desc) filter (where order_id = :order) as of_order
              from (select order_id, requested_at from resend where account_id = :account
                and requested_at > :rejectedSince and not counts
                order by requested_at desc limit :rejectedLimit) as not_counting) as rejected
            cross join lateral (
              select array_agg(due_at) as due from (select due_at from resend where account_id = :account
                and requested_at > :rejectedSince and counts order by requested_at desc
                limit case when rejected.requested is null then 0 else :rejectedLimit end) as counting
              where due_at is not null) as under_way""";

    /**
     * Reads by the id alone and then looks whose it is. Asked for all three, PostgreSQL takes an order's resends for few, and
     * reads every one of them from the index by order.
     */
    Optional<Resend> find(AccountId account, OrderId order, UUID id) {
        return findByIdOptional(id).filter(resend -> resend.isOf(account, order));
    }

    /** The resend that a request with that key made. */
    Optional<Known> find(AccountId account, IdempotencyKey key) {
        return getEntityManager()
                .createQuery(
                        "select r, k.fingerprint from UsedKey k join Resend r on r.id = k.resendId where k.id = ?1",
                        Known.class)
                .setParameter(1, new UsedKey.Id(account.value(), key.value()))
                .getResultStream()
                .findAny();
    }

    /** Keeps the key of a request beside the resend that it made. */
    void know(UsedKey key) {
        getEntityManager().persist(key);
    }

    /** One page of an order's resends, newest first; up to {@code limit} rows. */
    List<Resend> page(AccountId account, OrderId order, Optional<ListCursor> after, int limit) {
        Map<String, Object> values = new HashMap<>();
        values.put("account", account.value());
        values.put("order", order.value());
        values.put("limit", limit);
        String behind = after.map(place -> {
                    values.put("time", place.sortTime());
                    values.put("id", UUID.fromString(place.id()));
                    return " and (requestedAt, id) < (:time, :id)";
                })
                .orElse("");
        return list(
                "accountId = :account and orderId = :order" + behind
                        + " order by requestedAt desc, id desc limit :limit",
                values);
    }

    Optional<Resend> newest(AccountId account, OrderId order) {
        return find(
                        "accountId = ?1 and orderId = ?2 order by requestedAt desc, id desc limit 1",
                        account.value(),
                        order.value())
                .singleResultOptional();
    }

    /**
     * Lets one transaction at a time go on for an account, until it ends. What is counted after this is exact: a resend
     * that another transaction is about to write has either been committed or not been begun.
     */
    void lock(AccountId account) {
        getEntityManager()
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(:account, 0)) as text)")
                .setParameter("account", account.value())
                .getSingleResult();
    }

    /** Forgets the keys of resends that were settled before that time; how many, at most {@code limit}. */
    int forgetKeys(Instant before, int limit) {
        return getEntityManager()
                .createNativeQuery("""
                        delete from idempotency_key where resend_id in (
                          select k.resend_id from idempotency_key k join resend r on r.id = k.resend_id
                          where k.used_at < :before and r.settled_at < :before
                          order by k.used_at limit :limit)""")
                .setParameter("before", before)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    /**
     * Deletes resends that were settled before that time, with their attempts; one that is not settled never was.
     *
     * @param after where to begin, in the order of ids, which is that of time
     * @return the ids of those that it was, in order; at most {@code limit}
     */
    List<UUID> deleteSettled(UUID after, Instant before, int limit) {
        return getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery("""
                        with old as materialized (
                          select id from resend where id > :after and id < :end and settled_at < :before
                          order by id limit :limit),
                        attempts as (delete from attempt where resend_id in (select id from old)),
                        gone as (delete from resend where id in (select id from old) returning id)
                        select id from gone order by id""", UUID.class)
                .setParameter("after", after)
                .setParameter("end", firstIdAt(before))
                .setParameter("before", before)
                .setParameter("limit", limit)
                .getResultList();
    }

    /**
     * The id that a resend of that time would have at the least: the first 48 bits of a UUID of version 7 are its time. What
     * was settled before was made before, so this ends the search, and {@code settled_at} needs no index.
     */
    private static UUID firstIdAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }

    /** What an order and its account have used of their limits, all in one statement: a request for a resend has enough others. */
    Usage usage(AccountId account, OrderId order, Windows windows) {
        Object[] row = getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery(USAGE, Object[].class)
                .addEntity("newest", Resend.class)
                .addScalar("of_order", Instant.class)
                .addScalar("of_account", Instant.class)
                .addScalar("rejected", Instant[].class)
                .addScalar("rejected_of_order", Instant[].class)
                .addScalar("under_way", Instant[].class)
                .setParameter("account", account.value())
                .setParameter("order", order.value())
                .setParameter("orderSince", windows.ofOrder().since())
                .setParameter("orderSkip", windows.ofOrder().most() - 1)
                .setParameter("accountSince", windows.ofAccount().since())
                .setParameter("accountSkip", windows.ofAccount().most() - 1)
                .setParameter("rejectedSince", windows.rejected().since())
                .setParameter("rejectedLimit", windows.rejected().most())
                .getSingleResult();
        return new Usage(
                Optional.ofNullable((Resend) row[0]),
                Optional.ofNullable((Instant) row[1]),
                Optional.ofNullable((Instant) row[2]),
                times(row[3]),
                times(row[4]),
                times(row[5]));
    }

    private static List<Instant> times(Object array) {
        return array == null ? List.of() : List.of((Instant[]) array);
    }

    /**
     * What is counted for the limits.
     *
     * @param ofOrder the resends of the order that count toward its limits
     * @param ofAccount the same of the account
     * @param rejected the resends of the account that were rejected or given up
     */
    record Windows(Window ofOrder, Window ofAccount, Window rejected) {}

    /**
     * The newest resends since a time.
     *
     * @param most from how many on there are too many, at least 1
     */
    record Window(Instant since, int most) {}

    /**
     * What has been used of the limits.
     *
     * @param newest the newest resend of the order that counts: of which a mail went out, may have, or still will
     * @param ofOrder when the order's resend was requested that filled its quota; empty while it is not full
     * @param ofAccount the same of the account
     * @param rejected when the account's newest resends were requested that were rejected or given up, newest first
     * @param rejectedOfOrder those of the order among them
     * @param underWay when those of the account's newest resends are due that are not settled; empty without rejections
     */
    record Usage(
            Optional<Resend> newest,
            Optional<Instant> ofOrder,
            Optional<Instant> ofAccount,
            List<Instant> rejected,
            List<Instant> rejectedOfOrder,
            List<Instant> underWay) {}

    /**
     * The resend that a request made.
     *
     * @param fingerprint what the request asked for
     */
    record Known(Resend resend, String fingerprint) {}
}
