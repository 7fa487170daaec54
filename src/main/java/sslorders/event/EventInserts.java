package sslorders.event;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import sslorders.account.AccountId;

/**
 * Creates the part of a statement that inserts events and enqueues their deliveries. The statement also writes the cause of the events.
 * Therefore, an event exists if and only if its cause is committed, and it needs no additional round trip.
 */
@Singleton
public class EventInserts {
    /** A version 7 UUID. A version 4 UUID supplies the random bits and the variant. */
    private static final String ID =
            "cast(lpad(to_hex(cast(floor(extract(epoch from occurred_at) * 1000) as bigint)), 12, '0')"
                    + " || '7' || substr(replace(cast(gen_random_uuid() as text), '-', ''), 14) as uuid)";

    private static final String EVENTS = """
            ,
            events as (
              insert into event (
                id, account_id, type, order_id, resend_id, status, certificate_authority, reference, occurred_at)
              select %s, account_id, '%s', order_id, resend_id, status, certificate_authority, reference, occurred_at
              from (%s) as cause
              returning id, account_id, type, occurred_at)""";

    private static final String DELIVERIES = """
            ,
            event_subscriber as (
              select * from unnest(string_to_array(?, ' '), string_to_array(?, ' ')) as given (account_id, name)),
            event_delivery as (%s)""";

    private final EventSubscribers subscribers;

    EventInserts(EventSubscribers subscribers) {
        this.subscribers = subscribers;
    }

    /**
     * Returns the part that inserts one event for each cause.
     *
     * @param accounts the accounts of the causes, for the subscribers
     * @param causes a query without parameters that returns the causes, usually from another common table expression. Its columns are
     *     {@code account_id}, {@code order_id}, {@code resend_id}, {@code status}, {@code certificate_authority}, {@code reference}
     *     and {@code occurred_at}.
     */
    public EventInsert of(EventType type, Collection<String> accounts, String causes) {
        String events = EVENTS.formatted(ID, type.wireName(), causes);
        List<String> subscribed = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (AccountId account : distinct(accounts)) {
            for (String name : subscribers.of(type, account)) {
                subscribed.add(account.value());
                names.add(name);
            }
        }
        return names.isEmpty()
                ? new EventInsert(events, List.of())
                : new EventInsert(
                        events + DELIVERIES.formatted(subscribers.enqueue()),
                        List.of(String.join(" ", subscribed), String.join(" ", names)));
    }

    /** Returns each account once. An ID that only an earlier release accepted has no subscribers. */
    private static List<AccountId> distinct(Collection<String> accounts) {
        return accounts.stream()
                .distinct()
                .flatMap(account -> AccountId.parse(account).stream())
                .toList();
    }
}
