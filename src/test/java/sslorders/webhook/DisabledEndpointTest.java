package sslorders.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sslorders.testing.LogRecorder;
import sslorders.testing.SettableClock;

/** A receiver that responds with 410, and the redelivery by an operator. */
@QuarkusTest
@TestProfile(WebhookProfile.class)
class DisabledEndpointTest extends WebhookServiceTest {
    private static final Instant START = SettableClock.START;

    @Inject
    Redelivery redelivery;

    @Test
    void goneDisablesTheEndpoint() {
        double gone = count("calls", "endpoint", "acme", "outcome", "gone");
        receiverReturns("acme", aResponse().withStatus(410));
        assertThat(gauge("disabled", "acme")).isZero();

        try (LogRecorder log = new LogRecorder()) {
            resent("acme", "1001");
            awaitCalls("acme", 1);
            awaitNoDelivery();

            assertThat(log.text()).contains("ERROR Webhook acme: the receiver responded with 410");
        }
        assertThat(rows("select name from webhook_endpoint")).hasSize(1);
        assertThat(gauge("disabled", "acme")).isEqualTo(1);
        assertThat(gauge("disabled", "globex")).isZero();
        assertThat(count("calls", "endpoint", "acme", "outcome", "gone")).isEqualTo(gone + 1);
    }

    @Test
    void disabledEndpointIsNotCalled() {
        execute("insert into webhook_endpoint (name, disabled_at) values ('acme', now())");
        receiverReturns("acme", noContent());

        resent("acme", "1001");

        assertThat(rows("select id from event")).hasSize(1);
        awaitNoDelivery();
        assertThat(calls("acme")).isEmpty();
    }

    @Test
    void redeliveryEnablesTheEndpointAndSendsEvents() {
        execute("insert into webhook_endpoint (name, disabled_at) values ('acme', now())");
        receiverReturns("acme", noContent());
        resent("acme", "1001");
        clock.set(START.plusSeconds(60));
        resent("acme", "1002");
        resent("globex", "2001");
        awaitNoDelivery();

        assertThat(redelivery.run("acme", START.plusSeconds(1))).contains(1L);
        awaitCalls("acme", 1);
        assertThat(redelivery.run("acme", START)).contains(2L);

        awaitCalls("acme", 3);
        awaitNoDelivery();
        assertThat(rows("select name from webhook_endpoint")).isEmpty();
        assertThat(calls("acme").getFirst().getBodyAsString()).contains("\"orderId\":\"1002\"");
    }

    @Test
    void redeliveryRestartsThePendingDelivery() {
        receiverReturns("acme", serverError());
        resent("acme", "1001");
        awaitRetry(1);
        clock.set(START.plusSeconds(6));
        awaitRetry(2);

        assertThat(redelivery.run("acme", START)).contains(1L);

        assertThat(awaitRetry(1)).isBefore(clock.instant().plus(Duration.ofMinutes(1)));
        awaitCalls("acme", 3);
    }

    @Test
    void redeliveryReadsAllBatchesAndFilters() {
        receiverReturns("globex", noContent());
        // No other test has so many events.
        execute(Stream.iterate(0, i -> i < 2 * Redelivery.BATCH, i -> i + 1)
                .map(i -> insert("globex", "resend.reopened", START.plusMillis(i)))
                .reduce("", String::concat));
        execute(insert("globex", "order.admin-email-changed", START.plusSeconds(30)));
        execute(insert("acme", "order.admin-email-changed", START.plusSeconds(30)));

        assertThat(redelivery.run("globex", START)).contains(1L);

        awaitCalls("globex", 1);
        awaitNoDelivery();
    }

    @Test
    void unknownEndpointIsReported() {
        execute("insert into webhook_endpoint (name, disabled_at) values ('other', now())");

        assertThat(redelivery.run("other", START)).isEmpty();

        assertThat(rows("select name from webhook_endpoint")).hasSize(1);
    }

    @Test
    void gaugesShowPendingDeliveriesAndTheirAge() {
        receiverReturns("acme", serverError());
        assertThat(gauge("pending", "acme")).isZero();
        assertThat(gauge("oldest", "acme")).isZero();

        resent("acme", "1001");
        awaitRetry(1);
        clock.set(START.plusSeconds(3));

        assertThat(gauge("pending", "acme")).isEqualTo(1);
        assertThat(gauge("oldest", "acme")).isEqualTo(3);
        assertThat(gauge("pending", "globex")).isZero();
    }

    @Test
    void hangingEndpointDoesNotDelayOthers() {
        receiverReturns("acme", noContent().withFixedDelay(800));
        receiverReturns("globex", noContent());
        execute(Stream.iterate(0, i -> i < 60, i -> i + 1)
                .map(i -> insert("acme", "resend.reopened", START.plusMillis(i)))
                .reduce("", String::concat));
        execute(insert("globex", "order.admin-email-changed", START.plusSeconds(1)));
        redelivery.run("acme", START);
        awaitPolling(() -> assertThat(calls("acme")).isNotEmpty());

        clock.set(START.plusSeconds(2));
        redelivery.run("globex", START);

        awaitCalls("globex", 1);
        assertThat(gauge("pending", "acme"))
                .as("without a limit for each endpoint, 20 calls end before the call to the other endpoint")
                .isGreaterThan(40);
    }

    private static String insert(String account, String type, Instant time) {
        return "insert into event (id, account_id, type, order_id, certificate_authority, occurred_at) values ('"
                + DeliveryIds.at(time) + "', '" + account + "', '" + type + "', '1', 'alpha', '" + time + "');";
    }
}
