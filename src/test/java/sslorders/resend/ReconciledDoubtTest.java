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

/** A CA that can be asked, after a call in doubt, whether a mail has gone out. */
@QuarkusTest
class ReconciledDoubtTest extends RelayServiceTest {
    private static final Instant LOOK = SettableClock.START.plus(Duration.ofMinutes(5));

    private String resend;

    @BeforeEach
    void aCallWhoseOutcomeIsUnknown() {
        captured("4002", with(with(capture("4002"), "certificateAuthority", "godaddy"), "caOrderId", "4002"));
        theMailCallAnswers(aResponse().withStatus(500));
        Response answer = acme().post("/ssl/orders/4002/fulfillment-email/resend");
        answer.then()
                .statusCode(504)
                .body("resend.status", equalTo("unknown"))
                .body("resend", not(hasKey("settledAt")))
                .body("detail", containsString("the service will check this with the CA"));
        resend = "/ssl/orders/4002/fulfillment-email/resends/"
                + answer.jsonPath().getString("resend.id");
    }

    @Test
    void aMailThatHasAppearedMakesTheResendAccepted() {
        theHistoryHas("2026-11-22T09:00:03Z");
        passes(LOOK);

        ends("accepted");
        acme().get(resend)
                .then()
                .body("settledAt", equalTo(LOOK.toString()))
                .body("attempts[0].outcome", equalTo("unknown"))
                .body("attempts[0].cause", equalTo("status 500; the CA's e-mail history shows this e-mail"));
        assertThat(mailCalls()).isEqualTo(1);
        wakeUpCallsAreGone();
    }

    @Test
    void mailToAnotherAddressLeavesTheResendUnknown() {
        theHistoryHas("2026-11-22T09:00:03Z", "other@acme.example");
        passes(LOOK);

        endsUnknownBecauseOfAnother();
    }

    @Test
    void mailBeforeTheRequestLeavesTheResendUnknown() {
        execute("update resend set ca_mark = '1767348000000 7003 "
                + SettableClock.START.plusSeconds(4).toEpochMilli() + "'");
        theHistoryHas("2026-11-22T09:00:03Z");
        passes(LOOK);

        endsUnknownBecauseOfAnother();
    }

    private void endsUnknownBecauseOfAnother() {
        await().untilAsserted(() -> acme().get(resend).then().body("settledAt", equalTo(LOOK.toString())));
        acme().get(resend)
                .then()
                .body("status", equalTo("unknown"))
                .body(
                        "attempts[0].cause",
                        equalTo("status 500; the CA's e-mail history shows an e-mail that may be unrelated"));
        passes(SettableClock.START.plus(Duration.ofHours(1)));
        wakeUpCallsAreGone();
        assertThat(mailCalls()).isEqualTo(1);
    }

    @Test
    void unreadableNewMailLeadsToNoSecondMail() {
        theHistoryHas("soon");
        passes(LOOK);

        await().until(() -> rows("select id from resend where status = 'unknown' and due_at > '" + LOOK + "'")
                        .size()
                == 1);
        passes(SettableClock.START.plus(Duration.ofHours(25)));
        await().untilAsserted(() ->
                acme().get(resend).then().body("status", equalTo("unknown")).body("$", hasKey("settledAt")));
        assertThat(mailCalls()).isEqualTo(1);
    }

    @Test
    void withoutANewMailTheCaIsAskedAgain() {
        theMailCallAnswers(aResponse().withStatus(204));
        passes(LOOK);
        ends("pending");
        passes(LOOK);

        ends("accepted");
        acme().get(resend)
                .then()
                .body("attempts.outcome", equalTo(List.of("unknown", "accepted")))
                .body("attempts[0].cause", equalTo("status 500; the CA's e-mail history does not show this e-mail"));
        assertThat(mailCalls()).isEqualTo(2);
        wakeUpCallsAreGone();
    }

    @Test
    void beforeItsTimeTheCaIsAskedNothing() {
        passes(LOOK.minusMillis(1));

        acme().get(resend).then().body("status", equalTo("unknown"));
        assertThat(rows("select * from scheduled_tasks where task_name = 'resend' and execution_time = '" + LOOK + "'"))
                .hasSize(1);
    }

    @Test
    void aCaThatCannotTellIsAskedAgainAndInTheEndNobodyKnows() {
        theHistoryAnswers(aResponse().withStatus(503));
        passes(LOOK);
        await().until(() -> rows("select * from resend where due_at > '" + LOOK + "' and status = 'unknown'"
                                + " and due_at < '" + LOOK.plusSeconds(10) + "'")
                        .size()
                == 1);
        acme().get(resend).then().body("status", equalTo("unknown")).body("$", not(hasKey("settledAt")));

        passes(SettableClock.START.plus(Duration.ofHours(25)));
        await().untilAsserted(() ->
                acme().get(resend).then().body("status", equalTo("unknown")).body("$", hasKey("settledAt")));
        assertThat(mailCalls()).isEqualTo(1);
        wakeUpCallsAreGone();
    }

    @Test
    void theOrderRestsWhileTheCaIsToBeAsked() {
        clock.set(LOOK.minusSeconds(1));

        acme().post("/ssl/orders/4002/fulfillment-email/resend").then().statusCode(429);
    }

    private void theMailCallAnswers(ResponseDefinitionBuilder answer) {
        ca.wireMock()
                .stubFor(post(urlPathMatching("/godaddy/.*/resend"))
                        .atPriority(1)
                        .willReturn(answer));
    }

    private void theHistoryAnswers(ResponseDefinitionBuilder answer) {
        ca.wireMock()
                .stubFor(get(urlPathMatching("/godaddy/.*/history"))
                        .atPriority(1)
                        .willReturn(answer));
    }

    private void theHistoryHas(String dateEntered) {
        theHistoryHas(dateEntered, "Admin@acme.example");
    }

    private void theHistoryHas(String dateEntered, String recipients) {
        theHistoryAnswers(aResponse()
                .withBody("[{\"id\": 7004, \"templateType\": \"CertificateIssued\", \"dateEntered\": \"" + dateEntered
                        + "\", \"recipients\": \"" + recipients + "\"}]"));
    }

    private void ends(String status) {
        await().untilAsserted(() -> acme().get(resend).then().body("status", equalTo(status)));
    }

    private int mailCalls() {
        return ca.wireMock()
                .findAll(postRequestedFor(urlPathMatching("/godaddy/.*/resend")))
                .size();
    }
}
