package sslorders.event;

import java.util.List;
import sslorders.account.AccountId;

/**
 * Supplies the subscribers to which each event is delivered. The statement that inserts an event also enqueues its deliveries, so that
 * no delivery is lost by a crash. Without a subscriber, the statement has no such part.
 */
public interface EventSubscribers {

    /**
     * Returns the names of the subscribers to the account's events of this type. A name contains no space. The method is called for
     * each statement that can insert an event, so it must neither block nor do I/O.
     */
    List<String> of(EventType type, AccountId account);

    /**
     * Returns the SQL insert that enqueues the deliveries. It selects from {@code events (id, account_id, type, occurred_at)}, with one
     * row for each inserted event, and from {@code event_subscriber (account_id, name)}, with one row for each account and subscriber.
     * The insert has no parameters.
     */
    String enqueue();
}
