package sslorders.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import sslorders.database.Database;
import sslorders.database.DatabaseException;
import sslorders.database.Row;

/**
 * The metrics of each endpoint; see docs/metrics.md. The gauges cover all replicas and are read from the database at each scrape. They are
 * NaN while the database is unavailable.
 */
@Startup
@Singleton
class WebhookMetrics {
    private static final Logger LOG = Logger.getLogger(WebhookMetrics.class);
    private static final String PREFIX = "ssl.orders.webhook.";
    private static final String ENDPOINT = "endpoint";

    /** The character after the separator: the end of the range of an endpoint's instances. */
    private static final String AFTER_SEPARATOR = "0";

    private final Database database;
    private final MeterRegistry meters;
    private final InstantSource clock;

    WebhookMetrics(WebhookEndpoints endpoints, Database database, MeterRegistry meters, InstantSource clock) {
        this.database = database;
        this.meters = meters;
        this.clock = clock;
        endpoints.all().stream().map(WebhookEndpoint::name).forEach(this::register);
    }

    private void register(String endpoint) {
        // Registered with 0 at the start, so that Prometheus detects the first event as an increase.
        meters.counter(PREFIX + "dropped", ENDPOINT, endpoint);
        for (String outcome : List.of("delivered", "failed", "gone")) {
            meters.counter(PREFIX + "calls", ENDPOINT, endpoint, "outcome", outcome);
        }
        Gauge.builder(PREFIX + "pending", () -> read(() -> pending(endpoint)))
                .description("Deliveries to the endpoint that have not ended, counted up to " + DeliverySql.MAX_COUNTED)
                .tag(ENDPOINT, endpoint)
                .register(meters);
        TimeGauge.builder(PREFIX + "oldest", () -> read(() -> secondsOfOldest(endpoint)), TimeUnit.SECONDS)
                .description("Age of the oldest event that is not delivered to the endpoint; 0 if there is none")
                .tag(ENDPOINT, endpoint)
                .register(meters);
        Gauge.builder(PREFIX + "disabled", () -> read(() -> disabled(endpoint)))
                .description("1 if the endpoint is disabled")
                .tag(ENDPOINT, endpoint)
                .register(meters);
    }

    /** Counts a call. */
    void called(String endpoint, Answer answer) {
        String outcome = answer.isAccepted() ? "delivered" : answer.isGone() ? "gone" : "failed";
        meters.counter(PREFIX + "calls", ENDPOINT, endpoint, "outcome", outcome).increment();
    }

    /** Counts a delivery that ended without success. */
    void dropped(String endpoint) {
        meters.counter(PREFIX + "dropped", ENDPOINT, endpoint).increment();
    }

    private double pending(String endpoint) {
        return database.first(DeliverySql.PENDING, range(endpoint), Row::number).orElseThrow();
    }

    private double secondsOfOldest(String endpoint) {
        return database.first(DeliverySql.OLDEST, range(endpoint), Row::text)
                .map(DeliveryId::parse)
                .map(oldest ->
                        Duration.between(oldest.created(), clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }

    private double disabled(String endpoint) {
        return database.first(DeliverySql.IS_DISABLED, parameters -> parameters.text(endpoint), Row::flag)
                        .orElseThrow()
                ? 1
                : 0;
    }

    private static Database.Binding range(String endpoint) {
        return parameters -> parameters.text(endpoint + DeliveryId.SEPARATOR).text(endpoint + AFTER_SEPARATOR);
    }

    private static double read(Reading reading) {
        try {
            return reading.value();
        } catch (DatabaseException unavailable) {
            LOG.debug("Cannot read the deliveries: the database is unavailable", unavailable);
            return Double.NaN;
        }
    }

    private interface Reading {
        double value();
    }
}
