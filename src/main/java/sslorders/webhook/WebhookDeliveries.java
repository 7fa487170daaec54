package sslorders.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Executes deliveries: sends the event to the endpoint, and decides from the answer whether the delivery has ended or is repeated. A
 * delivery ends if the receiver accepted the event, after the last retry, if the endpoint is disabled, or if the event has expired.
 */
@Singleton
class WebhookDeliveries {
    private static final Logger LOG = Logger.getLogger(WebhookDeliveries.class);

    private final Receivers receivers;
    private final DeliveryStore store;
    private final WebhookMetrics metrics;
    private final RetrySchedule schedule;
    private final URI source;
    private final ObjectMapper json;
    private final InstantSource clock;

    WebhookDeliveries(
            Receivers receivers,
            DeliveryStore store,
            WebhookMetrics metrics,
            WebhookConfig config,
            ObjectMapper json,
            InstantSource clock) {
        this.receivers = receivers;
        this.store = store;
        this.metrics = metrics;
        this.schedule = new RetrySchedule(config.retryDelays());
        this.source = config.source();
        this.json = json;
        this.clock = clock;
    }

    /** The state of a delivery after its execution. */
    sealed interface Next {
        /** The delivery has ended. */
        record Done() implements Next {}

        /**
         * The delivery is due again.
         *
         * @param calls the number of calls so far
         */
        record At(Instant time, int calls) implements Next {}
    }

    /**
     * Executes a delivery once.
     *
     * @param calls the number of calls before this execution
     */
    Next execute(DeliveryId id, int calls) {
        Optional<Receiver> receiver = receivers.find(id.endpoint());
        return receiver.isPresent() ? execute(id, calls, receiver.get()) : postponeUnconfigured(id, calls);
    }

    /**
     * Postpones a delivery whose endpoint this replica does not have. During a rolling update, other replicas can have it. After the
     * period of the retries, the delivery is dropped.
     */
    private Next postponeUnconfigured(DeliveryId id, int calls) {
        return clock.instant().isAfter(id.created().plus(schedule.total()))
                ? drop(id, "the endpoint is not configured")
                : postpone(id, calls);
    }

    private Next postpone(DeliveryId id, int calls) {
        return new Next.At(schedule.postpone(id.created(), clock.instant(), random()), calls);
    }

    private Next execute(DeliveryId id, int calls, Receiver receiver) {
        CallPermits permits = receiver.permits();
        if (!permits.tryAcquire(clock.instant())) {
            return postpone(id, calls);
        }
        Optional<Answer> answer = Optional.empty();
        try {
            Optional<DeliveryStore.Pending> pending = store.read(id);
            if (pending.isEmpty()) {
                return drop(id, "the event has expired");
            }
            if (pending.get().isDisabled()) {
                return drop(id, "the endpoint is disabled");
            }
            answer = Optional.of(
                    call(id, calls, receiver, CloudEvent.of(pending.get().event(), source)));
        } finally {
            answer.ifPresentOrElse(ended -> release(permits, ended), permits::release);
        }
        metrics.called(id.endpoint(), answer.get());
        return next(id, calls + 1, answer.get());
    }

    private Answer call(DeliveryId id, int calls, Receiver receiver, CloudEvent event) {
        String body = body(event);
        Instant now = clock.instant();
        String messageId = id.event().toString();
        Map<String, String> headers = Map.of(
                "Content-Type",
                CloudEvent.MEDIA_TYPE,
                "webhook-id",
                messageId,
                "webhook-timestamp",
                String.valueOf(now.getEpochSecond()),
                "webhook-signature",
                receiver.endpoint().secrets().sign(messageId, now, body));
        long start = System.nanoTime();
        Answer answer;
        try {
            answer = receiver.transport().post(headers, body, calls);
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted by the shutdown", shutdown);
        }
        LOG.infof(
                "Webhook %s, event %s, call %d: %s (%d ms)",
                id.endpoint(),
                id.event(),
                calls + 1,
                answer.describe(),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        return answer;
    }

    private String body(CloudEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void release(CallPermits permits, Answer answer) {
        Instant until = answer.retryDelay()
                .map(delay -> clock.instant().plus(RetrySchedule.bounded(delay)))
                .orElse(Instant.MIN);
        permits.release(!answer.isAccepted(), until);
    }

    private Next next(DeliveryId id, int calls, Answer answer) {
        if (answer.isAccepted()) {
            return new Next.Done();
        }
        if (answer.isGone()) {
            store.disable(id.endpoint(), clock.instant());
            LOG.errorf("Webhook %s: the receiver responded with 410; the endpoint is disabled", id.endpoint());
            return drop(id, "the endpoint is disabled");
        }
        return schedule.next(calls, answer.retryDelay(), clock.instant(), random())
                .<Next>map(time -> new Next.At(time, calls))
                .orElseGet(() -> drop(id, "no call of " + calls + " succeeded"));
    }

    private Next drop(DeliveryId id, String reason) {
        LOG.warnf("Webhook %s, event %s: the delivery was dropped: %s", id.endpoint(), id.event(), reason);
        metrics.dropped(id.endpoint());
        return new Next.Done();
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
