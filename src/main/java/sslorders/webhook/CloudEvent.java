package sslorders.webhook;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import sslorders.event.Event;
import sslorders.event.EventView;

/**
 * The body of a webhook: an event in the JSON format of CloudEvents 1.0.
 *
 * @param id the ID of the event, which is also the header {@code webhook-id}
 * @param source the configured source
 * @param subject the path of the resend or of the order in the API
 * @param account the account of the order; an extension attribute, because one endpoint can receive the events of several accounts
 * @param data the event as in the list of events
 */
@JsonPropertyOrder({"specversion", "id", "source", "type", "subject", "time", "datacontenttype", "account", "data"})
record CloudEvent(
        String specversion,
        UUID id,
        URI source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        String account,
        EventView data) {
    static final String MEDIA_TYPE = "application/cloudevents+json";

    static CloudEvent of(Event event, URI source) {
        return new CloudEvent(
                "1.0",
                event.id(),
                source,
                event.type(),
                subject(event),
                event.occurredAt(),
                "application/json",
                event.account(),
                event.view());
    }

    private static String subject(Event event) {
        String order = "/ssl/orders/" + event.order();
        return event.resend()
                .map(resend -> order + "/fulfillment-email/resends/" + resend)
                .orElse(order);
    }
}
