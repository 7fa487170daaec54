package sslorders.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.LogRecorder;
import sslorders.testing.SettableClock;

/** The delivery of one event, from the change that causes it to the end of the retries. */
@QuarkusTest
@TestProfile(WebhookProfile.class)
class WebhookDeliveryTest extends WebhookServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofMinutes(5);

    @Test
    void finalResendIsDeliveredAsCloudEvent() throws Exception {
        receiverReturns("acme", noContent());

        resent("acme", "1001");

        LoggedRequest call = awaitCalls("acme", 1).getFirst();
        String resend = rows("select id from resend").getFirst().get("id");
        String event = rows("select id from event").getFirst().get("id");
        assertThat(call.getHeader("Content-Type")).isEqualTo("application/cloudevents+json");
        assertThat(JSON.readTree(call.getBodyAsString())).isEqualTo(JSON.readTree("""
                {"specversion": "1.0", "id": "%1$s", "source": "https://ssl.example/", "type": "resend.settled",
                 "subject": "/ssl/orders/1001/fulfillment-email/resends/%2$s", "time": "2026-11-22T09:00:00Z",
                 "datacontenttype": "application/json", "account": "acme",
                 "data": {"id": "%1$s", "type": "resend.settled", "orderId": "1001", "resendId": "%2$s",
                   "status": "accepted", "certificateAuthority": "alpha", "occurredAt": "2026-11-22T09:00:00Z"}}
                """.formatted(event, resend)));
        awaitNoDelivery();
    }

    @Test
    void callIsSignedWithBothSecrets() throws Exception {
        receiverReturns("acme", noContent());

        resent("acme", "1001");

        LoggedRequest call = awaitCalls("acme", 1).getFirst();
        String id = call.getHeader("webhook-id");
        long time = Long.parseLong(call.getHeader("webhook-timestamp"));
        assertThat(id).isEqualTo(rows("select id from event").getFirst().get("id"));
        assertThat(time).isEqualTo(SettableClock.START.getEpochSecond());
        assertThat(call.getHeader("webhook-signature"))
                .isEqualTo(new Webhook(WebhookProfile.OLD_SECRET).sign(id, time, call.getBodyAsString()) + " "
                        + new Webhook(WebhookProfile.NEW_SECRET).sign(id, time, call.getBodyAsString()));
    }

    @Test
    void dataEqualsTheEventOfTheList() throws Exception {
        receiverReturns("acme", noContent());

        resent("acme", "1001");

        JsonNode body = JSON.readTree(awaitCalls("acme", 1).getFirst().getBodyAsString());
        JsonNode listed = JSON.readTree(
                as("acme").get("/ssl/events").then().statusCode(200).extract().asString());
        assertThat(body.path("data")).isEqualTo(listed.at("/events/0"));
    }

    @Test
    void changedAddressIsDeliveredWithoutTheAddress() {
        receiverReturns("globex", noContent());
        captured("2001", "accountId", "globex");
        clock.set(SettableClock.START.plusSeconds(1));

        var changed = with(with(capture("2001"), "accountId", "globex"), "adminEmail", "new-admin@globex.example");
        asOrdering().capture("2001", changed).then().statusCode(200);

        String body = awaitCalls("globex", 1).getFirst().getBodyAsString();
        assertThat(body)
                .contains("\"type\":\"order.admin-email-changed\"", "\"subject\":\"/ssl/orders/2001\"", "\"globex\"")
                .doesNotContain("@", "host-2001");
    }

    @Test
    void endpointReceivesOnlyItsAccountsAndTypes() {
        receiverReturns("acme", noContent());

        resent("globex", "2001");
        resent("acme", "1001");

        awaitCalls("acme", 1);
        assertThat(rows("select id from event")).hasSize(2);
        awaitNoDelivery();
        assertThat(allCalls()).hasSize(1);
    }

    @Test
    void failedCallIsRepeatedByTheSchedule() {
        receiverReturns("acme", serverError());
        resent("acme", "1001");

        assertThat(awaitRetry(1))
                .isBetween(clock.instant().plus(FIRST), clock.instant().plusMillis(5_500));
        advance(FIRST);
        assertThat(awaitRetry(2))
                .isBetween(clock.instant().plus(SECOND), clock.instant().plusSeconds(330));
        receiverReturns("acme", noContent());
        advance(SECOND);

        List<LoggedRequest> calls = awaitCalls("acme", 3);
        awaitNoDelivery();
        assertThat(calls.stream().map(call -> call.getHeader("webhook-id")).distinct())
                .hasSize(1);
        assertThat(calls.stream()
                        .map(call -> call.getHeader("webhook-timestamp"))
                        .distinct())
                .as("each call has its own time and signature")
                .hasSize(3);
    }

    @Test
    void retryAfterDelaysAllCallsToTheReceiver() {
        receiverReturns("limited", serviceUnavailable().withHeader("Retry-After", "3600"));
        resent("limited", "4001");

        assertThat(awaitRetry(1))
                .isBetween(clock.instant().plusSeconds(3600), clock.instant().plusSeconds(3960));
        resent("limited", "4002");
        awaitPolling(() -> assertThat(rows("select 1 from webhook_delivery where execution_time > '" + clock.instant()
                        + "' and convert_from(task_data, 'UTF8') = '0'"))
                .as("the second delivery is postponed")
                .hasSize(1));

        assertThat(calls("limited")).hasSize(1);
    }

    @Test
    void deliveryIsDroppedAfterTheLastCall() {
        double dropped = count("dropped", "endpoint", "acme");
        receiverReturns("acme", serverError());
        resent("acme", "1001");
        awaitRetry(1);

        try (LogRecorder log = new LogRecorder()) {
            execute("update webhook_delivery set task_data = '9', execution_time = '" + clock.instant() + "'");

            awaitCalls("acme", 2);
            awaitNoDelivery();
            await().until(() -> log.text().contains("the delivery was dropped: no call of 10 succeeded"));
        }
        assertThat(count("dropped", "endpoint", "acme")).isEqualTo(dropped + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectIsAFailure(int status) {
        receiverReturns("acme", aResponse().withStatus(status).withHeader("Location", ca.url() + "/receiver/other"));
        resent("acme", "1001");

        awaitRetry(1);
        assertThat(allCalls()).hasSize(1);
    }

    @Test
    void slowReceiverIsAFailure() {
        receiverReturns("acme", noContent().withFixedDelay(3_000));
        try (LogRecorder log = new LogRecorder()) {
            resent("acme", "1001");

            awaitRetry(1);
            assertThat(log.text()).contains("call 1: timeout");
        }
    }

    @Test
    void privateAddressIsNotCalled() {
        double failed = count("calls", "endpoint", "internal", "outcome", "failed");
        try (LogRecorder log = new LogRecorder()) {
            resent("internal", "3001");

            awaitRetry(1);
            assertThat(log.text()).contains("call 1: address not allowed");
        }
        assertThat(count("calls", "endpoint", "internal", "outcome", "failed")).isEqualTo(failed + 1);
    }

    @Test
    void deliveryOfExpiredEventIsDropped() {
        receiverReturns("acme", serverError());
        resent("acme", "1001");
        awaitRetry(1);
        execute("delete from event");

        advance(FIRST);

        awaitNoDelivery();
        assertThat(calls("acme")).hasSize(1);
    }

    @Test
    void unconfiguredEndpointIsDroppedAfterThePeriod() {
        insert("other", SettableClock.START.minus(Duration.ofHours(76)));
        awaitNoDelivery();

        insert("other", SettableClock.START.minusSeconds(60));
        awaitPolling(() -> assertThat(due())
                .isBetween(clock.instant().plusSeconds(60), clock.instant().plusSeconds(121)));
    }

    private static void insert(String endpoint, Instant created) {
        String id = DeliveryIds.at(created);
        execute("insert into webhook_delivery (task_name, task_instance, execution_time, picked, version)"
                + " values ('webhook', '" + endpoint + "/" + id + "', '" + SettableClock.START + "', false, 1)");
    }
}
