package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.ca.Outcome;
import sslorders.testing.SettableClock;

/** The events of resends: one for each resend that becomes final, on each path, and none for a transition that is not stored. */
@QuarkusTest
class ResendEventsTest extends RelayServiceTest {
    private static final Instant RECONCILIATION = SettableClock.START.plus(Duration.ofMinutes(5));

    @Inject
    ResendStore store;

    @Inject
    ResendTransitions transitions;

    @Inject
    RelayAttempts attempts;

    @AfterEach
    void dropTriggers() {
        execute("drop trigger if exists failing on event; drop trigger if exists failing on scheduled_tasks;"
                + " drop function if exists fail");
    }

    @ParameterizedTest
    @CsvSource({"202, accepted", "409, rejected", "500, unknown"})
    void finalOutcomeOfFirstAttemptIsOneEvent(int caStatus, String status) {
        caReturns(aResponse().withStatus(caStatus));

        as("acme").resend("1001").withKey("key").send();
        as("acme").resend("1001").withKey("key").send();

        assertEvents("resend.settled " + status);
        assertThat(rows("select event.id from event join resend on resend.id = resend_id and settled_at = occurred_at"
                        + " and resend.account_id = event.account_id and resend.order_id = event.order_id"))
                .hasSize(1);
    }

    @Test
    void resendThatIsNotFinalHasNoEvent() {
        caReturns(aResponse().withStatus(503));

        as("acme").resend("1001").then().statusCode(202).body("status", equalTo("pending"));

        assertEvents();
    }

    @Test
    void acceptedRetryIsOneEvent() {
        String resend = pending();
        ca.reset();
        advanceTo(dueAt(resend));

        awaitEvents("resend.settled accepted");
    }

    @Test
    void retryAfterBeyondRetryPeriodIsOneEvent() {
        caReturns(aResponse().withStatus(503).withHeader("Retry-After", "86401"));

        as("acme").resend("1001").send();

        assertEvents("resend.settled gave-up");
    }

    @Test
    void endOfRetryPeriodIsOneEvent() {
        pending();
        advanceTo(SettableClock.START.plus(Duration.ofHours(25)));

        awaitEvents("resend.settled gave-up");
    }

    @Test
    void endOfRetriesAfterUnknownOutcomeIsOneEvent() {
        captured("1002", "certificateAuthority", "insistent");
        caReturns(aResponse().withStatus(500));
        as("acme").resend("1002").then().statusCode(202).body("status", equalTo("pending"));
        assertEvents();
        advanceTo(SettableClock.START.plus(Duration.ofHours(25)));

        awaitEvents("resend.settled unknown");
    }

    @Test
    void recoveryAfterCrashIsOneEvent() {
        relaying();
        advanceTo(SettableClock.START.plus(Duration.ofHours(1)));

        awaitEvents("resend.settled unknown");
    }

    @Test
    void reconciledResendIsOneEvent() {
        unknownAtGoDaddy();
        historyContains("2026-11-22T09:00:03Z", "admin@acme.example");
        advanceTo(RECONCILIATION);

        awaitEvents("resend.settled accepted");
    }

    @Test
    void reconciliationWithoutResultIsOneEvent() {
        unknownAtGoDaddy();
        historyContains("2026-11-22T09:00:03Z", "other@acme.example");
        advanceTo(RECONCILIATION);

        awaitEvents("resend.settled unknown");
    }

    @Test
    void unavailableHistoryIsNoEvent() {
        unknownAtGoDaddy();
        ca.wireMock()
                .stubFor(get(urlPathMatching("/godaddy/.*/history"))
                        .atPriority(1)
                        .willReturn(aResponse().withStatus(503)));
        advanceTo(RECONCILIATION);

        await().until(() -> rows("select id from resend where due_at > '" + RECONCILIATION + "' and due_at < '"
                                + RECONCILIATION.plusSeconds(10) + "'")
                        .size()
                == 1);
        assertEvents();
    }

    @Test
    void reopenedResendIsAnEventBeforeItsEnd() {
        String id = unknownAtGoDaddy().jsonPath().getString("resend.id");
        godaddyReturns(204);
        advanceTo(RECONCILIATION);
        awaitEvents("resend.reopened pending");
        advanceTo(RECONCILIATION);
        awaitEvents("resend.reopened pending", "resend.settled accepted");

        as("acme")
                .events()
                .then()
                .body("events", hasSize(2))
                .body("events[0].occurredAt", equalTo(RECONCILIATION.toString()))
                .body("events[0].resendId", equalTo(id))
                .body("events[1].resendId", equalTo(id));
    }

    @Test
    void outcomeThatArrivesTooLateIsNoEvent() {
        Resend relaying = relaying();
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        end(relaying, new Outcome.Unknown("test"));
        assertEvents("resend.settled unknown");

        end(relaying, new Outcome.Accepted(Optional.empty()));

        assertEvents("resend.settled unknown");
    }

    @Test
    void outcomeRecordedTwiceIsOneEvent() {
        Resend relaying = relaying();

        end(relaying, new Outcome.Accepted(Optional.empty()));
        end(relaying, new Outcome.Accepted(Optional.empty()));

        assertEvents("resend.settled accepted");
    }

    @Test
    void failedEventKeepsResendUnchanged() {
        failWritesTo("event");

        as("acme").resend("1001").then().statusCode(202).body("status", equalTo("relaying"));

        assertThat(rows("select id from resend where settled_at is null")).hasSize(1);
        assertThat(rows("select resend_id from attempt where outcome is null")).hasSize(1);
        assertThat(rows("select * from scheduled_tasks where task_name = 'resend'"))
                .hasSize(1);
        assertEvents();
    }

    @Test
    void failedTransitionLeavesNoEvent() {
        Resend relaying = relaying();
        failWritesTo("scheduled_tasks");

        assertThat(catchThrowable(() -> end(relaying, new Outcome.Accepted(Optional.empty()))))
                .isNotNull();

        assertThat(rows("select id from resend where settled_at is null")).hasSize(1);
        assertEvents();
    }

    private void end(Resend relaying, Outcome outcome) {
        attempts.record(
                transitions.end(relaying, Optional.empty(), outcome, Optional.of(Duration.ZERO), clock.instant()));
    }

    private String pending() {
        caReturns(aResponse().withStatus(503));
        return as("acme").resend("1001").send().header("Location");
    }

    /** Creates a resend whose outcome was not recorded, as after a crash. */
    private Resend relaying() {
        failWritesTo("event");
        Response response = as("acme").resend("1001").send();
        response.then().body("status", equalTo("relaying"));
        dropTriggers();
        return store.read(id(response.header("Location"))).orElseThrow();
    }

    private Response unknownAtGoDaddy() {
        captured("4002", with(with(capture("4002"), "certificateAuthority", "godaddy"), "caOrderId", "4002"));
        godaddyReturns(500);
        Response response = as("acme").resend("4002").send();
        response.then().statusCode(504).body("resend.status", equalTo("unknown"));
        assertEvents();
        return response;
    }

    private void godaddyReturns(int status) {
        ca.wireMock()
                .stubFor(post(urlPathMatching("/godaddy/.*/resend"))
                        .atPriority(1)
                        .willReturn(aResponse().withStatus(status)));
    }

    private void historyContains(String dateEntered, String recipient) {
        ca.wireMock()
                .stubFor(get(urlPathMatching("/godaddy/.*/history"))
                        .atPriority(1)
                        .willReturn(aResponse()
                                .withBody("[{\"id\": 7004, \"templateType\": \"CertificateIssued\", \"dateEntered\": \""
                                        + dateEntered + "\", \"recipients\": \"" + recipient + "\"}]")));
    }

    private static void failWritesTo(String table) {
        execute("create or replace function fail() returns trigger language plpgsql as"
                + " 'begin raise exception using errcode = ''57P01''; end';"
                + " create trigger failing before insert or delete on " + table
                + " for each row execute function fail()");
    }

    private static void awaitEvents(String... expected) {
        await().untilAsserted(() -> assertEvents(expected));
    }

    /** Asserts the types and statuses of all events, in the order of the inserts. */
    private static void assertEvents(String... expected) {
        assertThat(rows("select type || ' ' || status as event from event order by number"))
                .extracting(row -> row.get("event"))
                .isEqualTo(List.of(expected));
    }
}
