package sslorders.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import sslorders.testing.ServiceTest;

/** A test of deliveries with endpoints at the WireMock server: its subclasses have {@link WebhookProfile}. The service's clock decides which deliveries are due. */
abstract class WebhookServiceTest extends ServiceTest {
    /** The longest jitter of a retry. */
    private static final double LATEST = 1.1;

    @Inject
    MeterRegistry meters;

    @Inject
    WebhookScheduler scheduler;

    @BeforeEach
    void deleteDeliveries() {
        execute("delete from webhook_delivery; delete from webhook_endpoint");
        // A delivery of the previous test may have been in progress.
        ca.wireMock().resetRequests();
    }

    /** Sets the response of an endpoint's receiver. */
    void receiverReturns(String endpoint, ResponseDefinitionBuilder response) {
        ca.wireMock().stubFor(post(urlPathEqualTo("/receiver/" + endpoint)).willReturn(response));
    }

    /** Captures an order and requests a resend, which the CA accepts. This causes one event of the account. */
    static void resent(String account, String order) {
        captured(order, "accountId", account);
        as(account).resend(order).then().statusCode(202);
    }

    /** Returns the calls to an endpoint's receiver. */
    List<LoggedRequest> calls(String endpoint) {
        return ca.wireMock().findAll(postRequestedFor(urlPathEqualTo("/receiver/" + endpoint)));
    }

    /** Waits until the receiver of an endpoint has got this number of calls, and returns them. */
    List<LoggedRequest> awaitCalls(String endpoint, int count) {
        awaitPolling(() -> assertThat(calls(endpoint)).hasSize(count));
        return calls(endpoint);
    }

    /** Returns the calls to any path of the receivers. */
    List<LoggedRequest> allCalls() {
        return ca.wireMock().findAll(anyRequestedFor(urlPathMatching("/receiver/.*")));
    }

    /** Returns all deliveries that have not ended. */
    static List<Map<String, String>> deliveries() {
        return rows("select task_instance, convert_from(task_data, 'UTF8') as calls, execution_time, picked"
                + " from webhook_delivery order by task_instance");
    }

    /** Waits until the only delivery has this number of calls and is not executed, and returns the time at which it is due. */
    Instant awaitRetry(int calls) {
        awaitPolling(() -> assertThat(deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.get("calls")).isEqualTo(String.valueOf(calls));
            assertThat(delivery.get("picked")).isEqualTo("f");
        }));
        return due();
    }

    /** Returns the time at which the only delivery is due. */
    static Instant due() {
        return Instant.parse(
                rows("select to_char(execution_time at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                + " as due from webhook_delivery")
                        .getFirst()
                        .get("due"));
    }

    void awaitNoDelivery() {
        awaitPolling(() -> assertThat(deliveries()).isEmpty());
    }

    /** Waits for a condition, and polls for due deliveries: the interval of the scheduler does not end while the clock stands still. */
    void awaitPolling(ThrowingRunnable assertion) {
        await().untilAsserted(() -> {
            scheduler.pollNow();
            assertion.run();
        });
    }

    /** Sets the clock to a time after the delay of a retry. */
    void advance(Duration delay) {
        clock.set(clock.instant().plusMillis((long) (delay.toMillis() * LATEST)));
    }

    double count(String name, String... tags) {
        return meters.counter("ssl.orders.webhook." + name, tags).count();
    }

    double gauge(String name, String endpoint) {
        return meters.get("ssl.orders.webhook." + name)
                .tag("endpoint", endpoint)
                .gauge()
                .value();
    }
}
