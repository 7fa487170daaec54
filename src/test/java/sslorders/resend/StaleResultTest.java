package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.GuardedAuthority;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;
import sslorders.testing.SettableClock;

/**
 * A replica that pauses comes back with a result of an earlier state: it changes nothing, and leads to no second mail. The
 * tests are both replicas; the relay of the service has no scheduled task and stays out of it.
 */
@QuarkusTest
class StaleResultTest extends RelayServiceTest {
    private static final Instant LOOK = SettableClock.START.plus(Duration.ofMinutes(5));
    private static final Duration LONGER_THAN_ANY_CALL = Duration.ofMinutes(10);

    @Inject
    ResendStore store;

    @Inject
    ResendTransitions transitions;

    @Inject
    CertificateAuthorities authorities;

    @Inject
    RelayAttempts attempts;

    @Inject
    RelaySteps steps;

    @Test
    void findingOfAnEarlierAttemptSendsNoSecondMail() {
        UUID id = unknownAtGoDaddy();
        clock.set(LOOK);
        Resend ofA = look(id);

        clock.set(LOOK.plus(LONGER_THAN_ANY_CALL));
        found(look(id), Finding.NOT_SENT);
        // The CA sends the mail, and its reply is lost.
        steps.advance(id);
        Resend after = found(ofA, Finding.NOT_SENT);
        steps.advance(id);

        assertThat(after.status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(after.attempts()).isEqualTo(2);
        assertThat(after.state().answer().token())
                .isEqualTo(ofA.state().answer().token());
        assertThat(mailCalls()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void findingOfAnEarlierLookChangesNothing(Finding finding) {
        UUID id = unknownAtGoDaddy();
        clock.set(LOOK);
        Resend ofA = look(id);
        clock.set(LOOK.plus(LONGER_THAN_ANY_CALL));
        Resend ofB = look(id);

        Resend after = found(ofA, finding);

        assertThat(after.status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(after.dueAt()).isPresent().isEqualTo(ofB.dueAt());
        assertThat(found(ofB, Finding.SENT).status()).isEqualTo(ResendStatus.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource
    void findingThatIsAppliedTwiceChangesNothing(Finding finding) {
        UUID id = unknownAtGoDaddy();
        clock.set(LOOK);
        Resend looked = look(id);
        Resend first = found(looked, finding);

        Resend second = found(looked, Finding.NOT_SENT);

        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.dueAt()).isEqualTo(first.dueAt());
    }

    @Test
    void outcomeOfAnEarlierAttemptIsIgnored() {
        UUID id = atTheCaThatRetries();
        Resend ofA = begun(id);
        clock.set(ofA.dueAt().orElseThrow());
        // The first attempt counts as lost, and the second begins.
        clock.set(waits(id));
        Resend ofB = begun(id);

        Resend after = attempts.record(transitions.end(
                ofA,
                authority(ofA),
                new Outcome.Rejected(Outcome.Reason.OTHER, Optional.empty()),
                Optional.of(Duration.ZERO),
                clock.instant()));

        assertThat(after.status()).isEqualTo(ResendStatus.RELAYING);
        assertThat(after.attempts()).isEqualTo(ofB.attempts());
        assertThat(after.dueAt()).isEqualTo(ofB.dueAt());
    }

    @Test
    void attemptThatBeginsTooLateIsNotCalled() {
        UUID id = atTheCaThatRetries();
        int before = ca.calls().size();
        Resend ofA = begun(id);
        clock.set(ofA.dueAt().orElseThrow());
        clock.set(waits(id));
        Resend ofB = begun(id);

        attempts.attempt(ofB, authority(ofB));
        attempts.attempt(ofA, authority(ofA));

        assertThat(ca.calls()).hasSize(before + 1);
    }

    @Test
    void attemptThatBeginsTooLateIsRetried() {
        UUID id = atTheCaThatRetries();
        int before = ca.calls().size();
        Resend ofA = begun(id);

        clock.set(ofA.dueAt().orElseThrow().minusSeconds(1));

        assertThat(attempts.attempt(ofA, authority(ofA)).status()).isEqualTo(ResendStatus.PENDING);
        assertThat(ca.calls()).hasSize(before);
    }

    @Test
    void taskOfAnotherReplicaSurvivesALateCompletion() {
        caAnswers(aResponse().withStatus(503));
        String resend = acme().post(RESEND).header("Location");
        caAnswers(aResponse().withStatus(202).withFixedDelay(700));
        int calls = ca.calls().size();
        passes(dueAt(resend));
        await().until(() -> ca.calls().size() > calls);

        // As after six missed heartbeats: another replica has the task, while this one still calls.
        execute("update scheduled_tasks set version = version + 1, picked = true, picked_by = 'another',"
                + " last_heartbeat = '2099-01-01 00:00:00+00' where task_name = 'resend'");

        await().untilAsserted(() -> acme().get(resend)
                .then()
                .body("status", equalTo("accepted"))
                .body("attempts.outcome", contains("not-executed", "accepted")));
        await().during(Duration.ofMillis(300))
                .until(() -> rows("select * from scheduled_tasks where picked_by = 'another' and picked")
                                .size()
                        == 1);
        // The other replica finds that there is nothing to do.
        assertThat(steps.advance(id(resend))).isEmpty();
    }

    private UUID unknownAtGoDaddy() {
        captured("4002", with(with(capture("4002"), "certificateAuthority", "godaddy"), "caOrderId", "4002"));
        ca.wireMock()
                .stubFor(post(urlPathMatching("/godaddy/.*/resend"))
                        .atPriority(1)
                        .willReturn(aResponse().withStatus(500)));
        String location = acme().post("/ssl/orders/4002/fulfillment-email/resend")
                .then()
                .statusCode(504)
                .extract()
                .header("Location");
        withoutTheRelay();
        return id(location);
    }

    /** A pending resend that is due. */
    private UUID atTheCaThatRetries() {
        captured("1002", "certificateAuthority", "insistent");
        caAnswers(aResponse().withStatus(503));
        String location =
                acme().post("/ssl/orders/1002/fulfillment-email/resend").header("Location");
        withoutTheRelay();
        clock.set(dueAt(location));
        ca.reset();
        return id(location);
    }

    /** No longer scheduled, so that the service does nothing by itself. */
    private static void withoutTheRelay() {
        execute("delete from scheduled_tasks where task_name = 'resend'");
    }

    private Resend look(UUID id) {
        Resend unknown = store.read(id).orElseThrow();
        return steps.beginReconciliation(unknown, authority(unknown)).orElseThrow();
    }

    private Resend begun(UUID id) {
        Resend pending = store.read(id).orElseThrow();
        return steps.begin(pending, authority(pending)).orElseThrow();
    }

    /** Recovers the attempt that counts as lost, and returns when the next one is due. */
    private Instant waits(UUID id) {
        return steps.advance(id).orElseThrow();
    }

    private Resend found(Resend asked, Finding finding) {
        return attempts.record(transitions.reconciled(asked, finding, clock.instant()));
    }

    private Optional<GuardedAuthority> authority(Resend resend) {
        return authorities.find(resend.certificateAuthority());
    }

    private int mailCalls() {
        return ca.wireMock()
                .findAll(postRequestedFor(urlPathMatching("/godaddy/.*/resend")))
                .size();
    }
}
