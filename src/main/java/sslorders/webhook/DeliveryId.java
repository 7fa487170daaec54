package sslorders.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * Identifies the delivery of one event to one endpoint. Its text form, {@code <endpoint>/<event>}, is the instance of the scheduled task.
 *
 * @param endpoint the configured name of the endpoint
 * @param event the ID of the event, a version 7 UUID
 */
record DeliveryId(String endpoint, UUID event) {
    /** Separates the two parts. An endpoint's name never contains it. */
    static final String SEPARATOR = "/";

    static DeliveryId parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        return new DeliveryId(text.substring(0, separator), UUID.fromString(text.substring(separator + 1)));
    }

    /** Returns the time at which the event was created: the first 48 bits of a version 7 UUID. */
    Instant created() {
        return Instant.ofEpochMilli(event.getMostSignificantBits() >>> 16);
    }

    @Override
    public String toString() {
        return endpoint + SEPARATOR + event;
    }
}
