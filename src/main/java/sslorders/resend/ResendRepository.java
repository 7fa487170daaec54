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

    /** The newest of those that count: of which a mail went out, may have, or still will. */
    Optional<Resend> newestCounting(AccountId account, OrderId order) {
        return find(
                        "accountId = ?1 and orderId = ?2 and counts order by requestedAt desc limit 1",
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

    /** When the newest resends of an order that count towards its limits were requested, newest first. */
    List<Instant> countingTimes(AccountId account, OrderId order, Instant since, int limit) {
        return find(
                        "select requestedAt from Resend where accountId = ?1 and orderId = ?2 and requestedAt > ?3"
                                + " and counts order by requestedAt desc limit ?4",
                        account.value(),
                        order.value(),
                        since,
                        limit)
                .project(Instant.class)
                .list();
    }

    /** The same for all orders of an account. */
    List<Instant> countingTimes(AccountId account, Instant since, int limit) {
        return find(
                        "select requestedAt from Resend where accountId = ?1 and requestedAt > ?2 and counts"
                                + " order by requestedAt desc limit ?3",
                        account.value(),
                        since,
                        limit)
                .project(Instant.class)
                .list();
    }

    /**
     * The resend that a request made.
     *
     * @param fingerprint what the request asked for
     */
    record Known(Resend resend, String fingerprint) {}
}
