package sslorders.webhook;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import sslorders.database.Database;
import sslorders.event.Event;

/** Reads the events of deliveries, and stores which endpoints are disabled. All replicas share this state. */
@Singleton
class DeliveryStore {
    private final Database database;

    DeliveryStore(Database database) {
        this.database = database;
    }

    /**
     * What a delivery needs.
     *
     * @param isDisabled whether the endpoint is disabled
     */
    record Pending(boolean isDisabled, Event event) {}

    /** Returns the event of a delivery and the state of its endpoint; empty if the retention period of the event is over. */
    Optional<Pending> read(DeliveryId id) {
        return database.first(
                DeliverySql.READ,
                parameters -> parameters.text(id.endpoint()).uuid(id.event()),
                row -> new Pending(row.flag(), Event.read(row)));
    }

    /** Disables an endpoint on all replicas, until it is enabled again. */
    void disable(String endpoint, Instant now) {
        database.update(
                DeliverySql.DISABLE, parameters -> parameters.text(endpoint).time(now));
    }

    /** Enables an endpoint on all replicas. */
    void enable(String endpoint) {
        database.update(DeliverySql.ENABLE, parameters -> parameters.text(endpoint));
    }
}
