package sslorders.webhook;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import sslorders.account.AccountId;
import sslorders.event.EventSubscribers;
import sslorders.event.EventType;

/**
 * The configured endpoints, by name. They are the subscribers of events. The service does not start if the configuration is invalid; the
 * error message contains the key.
 */
@Startup
@Singleton
class WebhookEndpoints implements EventSubscribers {
    private static final Logger LOG = Logger.getLogger(WebhookEndpoints.class);

    private final Map<String, WebhookEndpoint> byName = new TreeMap<>();

    WebhookEndpoints(WebhookConfig config) {
        config.endpoints().forEach((name, entry) -> {
            WebhookEndpoint endpoint = new WebhookEndpoint(name, entry, config.allowPrivateAddresses());
            byName.put(name, endpoint);
            LOG.infof("Webhook %s", endpoint);
        });
    }

    /** Returns the endpoint with the given name; empty if it is not configured. */
    Optional<WebhookEndpoint> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns all endpoints, ordered by name. Without an endpoint, no part of this package runs. */
    Collection<WebhookEndpoint> all() {
        return byName.values();
    }

    @Override
    public List<String> of(EventType type, AccountId account) {
        return byName.values().stream()
                .filter(endpoint -> endpoint.receives(type, account))
                .map(WebhookEndpoint::name)
                .toList();
    }

    @Override
    public String enqueue() {
        return DeliverySql.ENQUEUE;
    }
}
