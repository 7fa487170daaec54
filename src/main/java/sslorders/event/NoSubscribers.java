package sslorders.event;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.List;
import sslorders.account.AccountId;

/** The subscribers if no room of the service delivers events: none. */
@DefaultBean
@Singleton
final class NoSubscribers implements EventSubscribers {
    @Override
    public List<String> of(EventType type, AccountId account) {
        return List.of();
    }

    @Override
    public String enqueue() {
        throw new IllegalStateException("there are no subscribers");
    }
}
