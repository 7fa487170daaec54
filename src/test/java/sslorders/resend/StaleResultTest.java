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
 * A replica that was paused has a result that belongs to an earlier state. The result changes nothing and does not lead to a
 * second e-mail. The tests play both replicas: the scheduled task is deleted, so the relay of the service does nothing.
 */
@QuarkusTest
class StaleResultTest extends RelayServiceTest {
    private static final Instant RECONCILIATION = SettableClock.START.plus(Duration.ofMinutes(5));
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
    void staleFindingSendsNoSecondEmail() {
        UUID id = unknownAtGoDaddy();
        clock.set(RECONCILIATION);
        Resend staleResend = beginReconciliation(id);

        clock.set(RECONCILIATION.plus(LONGER_THAN_ANY_CALL));
        record(beginReconciliation(id), Finding.NOT_SENT);
        // The CA sends the e-mail, but the outcome of the call is unknown.
        steps.advance(id);
        Resend after = record(staleResend, Finding.NOT_SENT);
        steps.advance(id);

        assertThat(after.status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(after.attempts()).isEqualTo(2);
        assertThat(after.state().answer().token())
                .isEqualTo(staleResend.state().answer().token());
        assertThat(resendCalls()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void findingOfEarlierReconciliationIsIgnored(Finding finding) {
        UUID id = unknownAtGoDaddy();
        clock.set(RECONCILIATION);
        Resend staleResend = beginReconciliation(id);
        clock.set(RECONCILIATION.plus(LONGER_THAN_ANY_CALL));
        Resend currentResend = beginReconciliation(id);

        Resend after = record(staleResend, finding);

        assertThat(after.status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(after.dueAt()).isPresent().isEqualTo(currentResend.dueAt());
        assertThat(record(currentResend, Finding.SENT).status()).isEqualTo(ResendStatus.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource
    void findingAppliedTwiceChangesNothing(Finding finding) {
        UUID id = unknownAtGoDaddy();
        clock.set(RECONCILIATION);
        Resend reconciling = beginReconciliation(id);
        Resend first = record(reconciling, finding);

        Resend second = record(reconciling, Finding.NOT_SENT);

        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.dueAt()).isEqualTo(first.dueAt());
    }

    @Test
    void outcomeOfEarlierAttemptIsIgnored() {
        UUID id = pendingAtInsistent();
        Resend staleResend = begin(id);
        clock.set(staleResend.dueAt().orElseThrow());
        // The first attempt is recovered as unknown, and the second attempt begins.
        clock.set(recover(id));
        Resend currentResend = begin(id);

        Resend after = attempts.record(transitions.end(
                staleResend,
                authority(staleResend),
                new Outcome.Rejected(Outcome.Reason.OTHER, Optional.empty()),
                Optional.of(Duration.ZERO),
                clock.instant()));

        assertThat(after.status()).isEqualTo(ResendStatus.RELAYING);
        assertThat(after.attempts()).isEqualTo(currentResend.attempts());
        assertThat(after.dueAt()).isEqualTo(currentResend.dueAt());
    }

    @Test
    void staleAttemptIsNotCalled() {
        UUID id = pendingAtInsistent();
        int before = ca.calls().size();
        Resend staleResend = begin(id);
        clock.set(staleResend.dueAt().orElseThrow());
        clock.set(recover(id));
        Resend currentResend = begin(id);

        attempts.attempt(currentResend, authority(currentResend));
        attempts.attempt(staleResend, authority(staleResend));

        assertThat(ca.calls()).hasSize(before + 1);
    }

    @Test
    void attemptThatStartsTooLateIsRetried() {
        UUID id = pendingAtInsistent();
        int before = ca.calls().size();
        Resend staleResend = begin(id);

        clock.set(staleResend.dueAt().orElseThrow().minusSeconds(1));

        assertThat(attempts.attempt(staleResend, authority(staleResend)).status())
                .isEqualTo(ResendStatus.PENDING);
        assertThat(ca.calls()).hasSize(before);
    }

    @Test
    void lateCompletionKeepsTaskOfOtherReplica() {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").send().header("Location");
        caReturns(aResponse().withStatus(202).withFixedDelay(700));
        int calls = ca.calls().size();
        advanceTo(dueAt(resend));
        await().until(() -> ca.calls().size() > calls);

        // The state after six missed heartbeats: another replica has picked the task during the call of this replica.
        execute("update scheduled_tasks set version = version + 1, picked = true, picked_by = 'another',"
                + " last_heartbeat = '2099-01-01 00:00:00+00' where task_name = 'resend'");

        await().untilAsserted(() -> as("acme")
                .get(resend)
                .then()
                .body("status", equalTo("accepted"))
                .body("attempts.outcome", contains("not-executed", "accepted")));
        await().during(Duration.ofMillis(300))
                .until(() -> rows("select * from scheduled_tasks where picked_by = 'another' and picked")
                                .size()
                        == 1);
        // The other replica has nothing to do.
        assertThat(steps.advance(id(resend))).isEmpty();
    }

    private UUID unknownAtGoDaddy() {
        captured("4002", with(with(capture("4002"), "certificateAuthority", "godaddy"), "caOrderId", "4002"));
        ca.wireMock()
                .stubFor(post(urlPathMatching("/godaddy/.*/resend"))
                        .atPriority(1)
                        .willReturn(aResponse().withStatus(500)));
        String location =
                as("acme").resend("4002").then().statusCode(504).extract().header("Location");
        deleteScheduledTask();
        return id(location);
    }

    /** Creates a pending resend that is due, at a CA with {@code on-unknown=retry}. */
    private UUID pendingAtInsistent() {
        captured("1002", "certificateAuthority", "insistent");
        caReturns(aResponse().withStatus(503));
        String location = as("acme").resend("1002").send().header("Location");
        deleteScheduledTask();
        clock.set(dueAt(location));
        ca.reset();
        return id(location);
    }

    /** Deletes the scheduled task, so that the relay does not execute it. */
    private static void deleteScheduledTask() {
        execute("delete from scheduled_tasks where task_name = 'resend'");
    }

    private Resend beginReconciliation(UUID id) {
        Resend unknown = store.read(id).orElseThrow();
        return steps.beginReconciliation(unknown, authority(unknown)).orElseThrow();
    }

    private Resend begin(UUID id) {
        Resend pending = store.read(id).orElseThrow();
        return steps.begin(pending, authority(pending)).orElseThrow();
    }

    /** Recovers the interrupted attempt, and returns the time of the next attempt. */
    private Instant recover(UUID id) {
        return steps.advance(id).orElseThrow();
    }

    private Resend record(Resend resend, Finding finding) {
        return attempts.record(transitions.reconciled(resend, finding, clock.instant()));
    }

    private Optional<GuardedAuthority> authority(Resend resend) {
        return authorities.find(resend.certificateAuthority());
    }

    private int resendCalls() {
        return ca.wireMock()
                .findAll(postRequestedFor(urlPathMatching("/godaddy/.*/resend")))
                .size();
    }
}
