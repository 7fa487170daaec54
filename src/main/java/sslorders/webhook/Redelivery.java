package sslorders.webhook;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import sslorders.account.AccountId;
import sslorders.database.Database;
import sslorders.database.Retention;
import sslorders.event.EventType;

/**
 * Delivers past events to an endpoint again, for example after it was disabled or after its receiver lost data. The service calls it only
 * for an operator.
 */
@Singleton
public class Redelivery {
    private static final Logger LOG = Logger.getLogger(Redelivery.class);

    /** The maximum number of events that one statement reads. */
    static final int BATCH = 1000;

    /** Separates the values of a parameter. Neither an account ID nor a type contains it. */
    private static final String SEPARATOR = "\n";

    private final WebhookEndpoints endpoints;
    private final DeliveryStore store;
    private final WebhookScheduler scheduler;
    private final Database database;
    private final InstantSource clock;

    Redelivery(
            WebhookEndpoints endpoints,
            DeliveryStore store,
            WebhookScheduler scheduler,
            Database database,
            InstantSource clock) {
        this.endpoints = endpoints;
        this.store = store;
        this.scheduler = scheduler;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Enables the endpoint, if it is disabled, and enqueues all its events since a time. Events that were already delivered are delivered
     * again. An event that is still pending becomes due now, and its retries start from the beginning. The endpoint is enabled first:
     * from then on no replica drops a delivery, so that no event is lost between the two steps.
     *
     * @param since the time of the first event; events whose retention period is over are not delivered
     * @return the number of deliveries; empty if the endpoint is not configured
     */
    public Optional<Long> run(String endpoint, Instant since) {
        return endpoints.find(endpoint).map(configured -> {
            store.enable(endpoint);
            long deliveries = enqueue(configured, since);
            scheduler.pollNow();
            LOG.infof("Webhook %s: %d events since %s are delivered again", endpoint, deliveries, since);
            return deliveries;
        });
    }

    private long enqueue(WebhookEndpoint endpoint, Instant since) {
        Instant now = clock.instant();
        UUID after = Retention.lowestIdAt(since);
        long deliveries = 0;
        while (true) {
            Batch batch = enqueue(endpoint, after, now);
            deliveries += batch.deliveries();
            if (batch.events() < BATCH) {
                return deliveries;
            }
            after = batch.last();
        }
    }

    private Batch enqueue(WebhookEndpoint endpoint, UUID after, Instant now) {
        String types =
                endpoint.receivedTypes().stream().map(EventType::wireName).collect(Collectors.joining(SEPARATOR));
        Optional<String> accounts = Optional.of(endpoint.accounts())
                .filter(some -> !some.isEmpty())
                .map(some -> some.stream().map(AccountId::value).collect(Collectors.joining(SEPARATOR)));
        return database.first(
                        DeliverySql.REDELIVER,
                        parameters -> parameters
                                .uuid(after)
                                .number(BATCH)
                                .text(types)
                                .text(accounts)
                                .text(endpoint.name())
                                .time(now),
                        row -> new Batch(row.number(), row.number(), row.uuid()))
                .orElseThrow();
    }

    /** @param last the ID of the last event; null without an event */
    private record Batch(int events, int deliveries, UUID last) {}
}
