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
    /** The offsets are bounded by the quotas, and each part is read from an index that holds only what counts. */
    private static final String USAGE = """
            select {newest.*},
              (select requested_at from resend where account_id = :account and order_id = :order
                and requested_at > :dayAgo and counts order by requested_at desc offset :orderSkip limit 1) as of_order,
              (select requested_at from resend where account_id = :account
                and requested_at > :hourAgo and counts order by requested_at desc offset :accountSkip limit 1) as of_account
            from (values (1)) as one left join lateral (
              select * from resend where account_id = :account and order_id = :order
              and counts order by requested_at desc limit 1) as newest on true""";

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

    /**
     * What an order and its account have used of their limits, all in one statement: a request for a resend has enough others.
     *
     * @param orderQuota from which of an order's newest resends on there are too many since {@code dayAgo}, at least 1
     * @param accountQuota the same of its account since {@code hourAgo}
     */
    Usage usage(AccountId account, OrderId order, Instant dayAgo, int orderQuota, Instant hourAgo, int accountQuota) {
        Object[] row = getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery(USAGE, Object[].class)
                .addEntity("newest", Resend.class)
                .addScalar("of_order", Instant.class)
                .addScalar("of_account", Instant.class)
                .setParameter("account", account.value())
                .setParameter("order", order.value())
                .setParameter("dayAgo", dayAgo)
                .setParameter("orderSkip", orderQuota - 1)
                .setParameter("hourAgo", hourAgo)
                .setParameter("accountSkip", accountQuota - 1)
                .getSingleResult();
        return new Usage(
                Optional.ofNullable((Resend) row[0]),
                Optional.ofNullable((Instant) row[1]),
                Optional.ofNullable((Instant) row[2]));
    }

    /**
     * What has been used of the limits, of the resends that count: of which a mail went out, may have, or still will.
     *
     * @param newest the newest of the order
     * @param ofOrder when the order's resend was requested that filled its quota; nothing while it is not full
     * @param ofAccount the same of the account
     */
    record Usage(Optional<Resend> newest, Optional<Instant> ofOrder, Optional<Instant> ofAccount) {}

    /**
     * The resend that a request made.
     *
     * @param fingerprint what the request asked for
     */
    record Known(Resend resend, String fingerprint) {}
}
