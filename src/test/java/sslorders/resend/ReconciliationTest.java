package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.SettableClock;

/** Reconciliation of an unknown outcome with a CA that has an e-mail history. */
@QuarkusTest
class ReconciliationTest extends RelayServiceTest {
    private static final Instant RECONCILIATION = SettableClock.START.plus(Duration.ofMinutes(5));

    private String resend;

    @BeforeEach
    void callWithUnknownOutcome() {
        captured("4002", with(with(capture("4002"), "certificateAuthority", "godaddy"), "caOrderId", "4002"));
        resendCallReturns(aResponse().withStatus(500));
        Response response = as("acme").resend("4002").send();
        response.then()
                .statusCode(504)
                .body("resend.status", equalTo("unknown"))
                .body("resend", not(hasKey("settledAt")))
                .body("detail", containsString("the service will check this with the CA"));
        resend = "/ssl/orders/4002/fulfillment-email/resends/"
                + response.jsonPath().getString("resend.id");
    }

    @Test
    void newEmailInHistoryIsAccepted() {
        historyContains("2026-11-22T09:00:03Z");
        advanceTo(RECONCILIATION);

        awaitStatus("accepted");
        as("acme")
                .get(resend)
                .then()
                .body("settledAt", equalTo(RECONCILIATION.toString()))
                .body("attempts[0].outcome", equalTo("unknown"))
                .body("attempts[0].cause", equalTo("status 500; the CA's e-mail history shows this e-mail"));
        assertThat(resendCalls()).isEqualTo(1);
        awaitNoScheduledTask();
    }

    @Test
    void emailToOtherAddressLeavesUnknown() {
        historyContains("2026-11-22T09:00:03Z", "other@acme.example");
        advanceTo(RECONCILIATION);

        assertUnknownBecauseOfOtherEmail();
    }

    @Test
    void emailBeforeTheRequestLeavesUnknown() {
        execute("update resend set ca_mark = '1767348000000 7003 "
                + SettableClock.START.plusSeconds(4).toEpochMilli() + "'");
        historyContains("2026-11-22T09:00:03Z");
        advanceTo(RECONCILIATION);

        assertUnknownBecauseOfOtherEmail();
    }

    private void assertUnknownBecauseOfOtherEmail() {
        await().untilAsserted(
                        () -> as("acme").get(resend).then().body("settledAt", equalTo(RECONCILIATION.toString())));
        as("acme")
                .get(resend)
                .then()
                .body("status", equalTo("unknown"))
                .body(
                        "attempts[0].cause",
                        equalTo("status 500; the CA's e-mail history shows an e-mail that may be unrelated"));
        advanceTo(SettableClock.START.plus(Duration.ofHours(1)));
        awaitNoScheduledTask();
        assertThat(resendCalls()).isEqualTo(1);
    }

    @Test
    void unreadableHistorySendsNoSecondEmail() {
        historyContains("soon");
        advanceTo(RECONCILIATION);

        await().until(() -> rows("select id from resend where status = 'unknown' and due_at > '" + RECONCILIATION + "'")
                        .size()
                == 1);
        advanceTo(SettableClock.START.plus(Duration.ofHours(25)));
        await().untilAsserted(() ->
                as("acme").get(resend).then().body("status", equalTo("unknown")).body("$", hasKey("settledAt")));
        assertThat(resendCalls()).isEqualTo(1);
    }

    @Test
    void noNewEmailInHistoryIsRetried() {
        resendCallReturns(aResponse().withStatus(204));
        advanceTo(RECONCILIATION);
        awaitStatus("pending");
        advanceTo(RECONCILIATION);

        awaitStatus("accepted");
        as("acme")
                .get(resend)
                .then()
                .body("attempts.outcome", equalTo(List.of("unknown", "accepted")))
                .body("attempts[0].cause", equalTo("status 500; the CA's e-mail history does not show this e-mail"));
        assertThat(resendCalls()).isEqualTo(2);
        awaitNoScheduledTask();
    }

    @Test
    void reconciliationWaitsUntilItIsDue() {
        advanceTo(RECONCILIATION.minusMillis(1));

        as("acme").get(resend).then().body("status", equalTo("unknown"));
        assertThat(rows("select * from scheduled_tasks where task_name = 'resend' and execution_time = '"
                        + RECONCILIATION + "'"))
                .hasSize(1);
    }

    @Test
    void unavailableHistoryIsRetriedThenUnknown() {
        historyCallReturns(aResponse().withStatus(503));
        advanceTo(RECONCILIATION);
        await().until(() -> rows("select * from resend where due_at > '" + RECONCILIATION + "' and status = 'unknown'"
                                + " and due_at < '" + RECONCILIATION.plusSeconds(10) + "'")
                        .size()
                == 1);
        as("acme").get(resend).then().body("status", equalTo("unknown")).body("$", not(hasKey("settledAt")));

        advanceTo(SettableClock.START.plus(Duration.ofHours(25)));
        await().untilAsserted(() ->
                as("acme").get(resend).then().body("status", equalTo("unknown")).body("$", hasKey("settledAt")));
        assertThat(resendCalls()).isEqualTo(1);
        awaitNoScheduledTask();
    }

    @Test
    void pendingReconciliationKeepsCoolDown() {
        clock.set(RECONCILIATION.minusSeconds(1));

        as("acme").resend("4002").then().statusCode(429);
    }

    private void resendCallReturns(ResponseDefinitionBuilder response) {
        ca.wireMock()
                .stubFor(post(urlPathMatching("/godaddy/.*/resend"))
                        .atPriority(1)
                        .willReturn(response));
    }

    private void historyCallReturns(ResponseDefinitionBuilder response) {
        ca.wireMock()
                .stubFor(get(urlPathMatching("/godaddy/.*/history"))
                        .atPriority(1)
                        .willReturn(response));
    }

    private void historyContains(String dateEntered) {
        historyContains(dateEntered, "Admin@acme.example");
    }

    private void historyContains(String dateEntered, String recipients) {
        historyCallReturns(aResponse()
                .withBody("[{\"id\": 7004, \"templateType\": \"CertificateIssued\", \"dateEntered\": \"" + dateEntered
                        + "\", \"recipients\": \"" + recipients + "\"}]"));
    }

    private void awaitStatus(String status) {
        await().untilAsserted(() -> as("acme").get(resend).then().body("status", equalTo(status)));
    }

    private int resendCalls() {
        return ca.wireMock()
                .findAll(postRequestedFor(urlPathMatching("/godaddy/.*/resend")))
                .size();
    }
}
