package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static sslorders.error.ErrorType.CA_UNAVAILABLE;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import sslorders.testing.SettableClock;

/** The relay: retries of pending resends. */
@QuarkusTest
class RelayTest extends RelayServiceTest {
    @Inject
    RelaySteps steps;

    @Test
    void pendingResendIsAcceptedOnceCaIsAvailable() {
        caReturns(aResponse().withStatus(503));
        Response first = as("acme").resend("1001").send();
        String resend = first.header("Location");
        ca.reset();

        advanceTo(dueAt(resend));

        await().untilAsserted(() -> as("acme")
                .get(resend)
                .then()
                .body("status", equalTo("accepted"))
                .body("nextAttemptAt", nullValue())
                .body("attempts.outcome", contains("not-executed", "accepted"))
                .body("attempts.cause", contains("status 503", null)));
        assertThat(ca.resends("CA-1001")).hasSize(1);
        awaitNoScheduledTask();
    }

    @Test
    void failedInsertLeavesNoTaskAndNoCall() {
        execute("alter table attempt rename to moved");
        try {
            as("acme").resend("1001").then().statusCode(500);
        } finally {
            execute("alter table moved rename to attempt");
        }

        assertThat(rows("select id from resend")).isEmpty();
        assertThat(rows("select * from scheduled_tasks where task_name = 'resend'"))
                .isEmpty();
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void backoffGrowsExponentially() {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").send().header("Location");

        for (int attempts = 1; attempts < 4; attempts++) {
            Instant due = dueAt(resend);
            Duration wait = Duration.between(clock.instant(), due);
            assertThat(wait.toMillis()).isBetween(5_000L << (attempts - 1), 6_250L << (attempts - 1));
            advanceTo(due);
            int next = attempts + 1;
            await().untilAsserted(() -> as("acme")
                    .get(resend)
                    .then()
                    .body("status", equalTo("pending"))
                    .body("attempts", hasSize(next)));
        }
        assertThat(ca.calls()).hasSize(4);
    }

    @Test
    void attemptWaitsUntilItIsDue() {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").send().header("Location");
        ca.reset();

        clock.set(dueAt(resend).minusMillis(1));

        assertThat(steps.advance(id(resend))).contains(dueAt(resend));
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void retriesStopAfter24Hours() {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").send().header("Location");
        ca.reset();

        advanceTo(SettableClock.START.plus(Duration.ofHours(24)).plusMillis(1));

        await().untilAsserted(() -> as("acme").get(resend).then().body("status", equalTo("gave-up")));
        assertThat(ca.calls()).isEmpty();
        awaitNoScheduledTask();
    }

    @Test
    void orderCanBeResentAfterRetriesStop() {
        retriesStopAfter24Hours();

        as("acme").resend("1001").then().statusCode(202).body("status", equalTo("accepted"));
    }

    @Test
    void repeatedRequestAfterRetriesIsUnavailable() {
        caReturns(aResponse().withStatus(503));
        as("acme").resend("1001").withKey("key").then().statusCode(202);
        advanceTo(SettableClock.START.plus(Duration.ofHours(25)));
        await().until(() -> rows("select status from resend").equals(List.of(Map.of("status", "gave-up"))));

        as("acme")
                .resend("1001")
                .withKey("key")
                .then()
                .spec(isProblem(CA_UNAVAILABLE))
                .header("Idempotency-Replayed", equalTo("true"));
    }

    @Test
    void concurrentExecutionsCallTheCaOnce() throws Exception {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").send().header("Location");
        ca.reset();
        clock.set(dueAt(resend));

        Callable<Object> execution = () -> steps.advance(id(resend));
        try (ExecutorService replicas = Executors.newFixedThreadPool(10)) {
            for (Future<Object> done :
                    replicas.invokeAll(List.of(execution, execution, execution, execution, execution, execution))) {
                done.get();
            }
        }

        assertThat(ca.calls()).hasSize(1);
        as("acme")
                .get(resend)
                .then()
                .body("status", equalTo("accepted"))
                .body("attempts.outcome", contains("not-executed", "accepted"));
    }

    @Test
    void resendOfRemovedCaStaysPending() {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").send().header("Location");
        execute("update resend set certificate_authority = 'closed-down'");
        advanceTo(dueAt(resend));

        await().untilAsserted(() -> as("acme")
                .get(resend)
                .then()
                .body("status", equalTo("pending"))
                .body("attempts.cause", contains("status 503", "the CA is not configured")));
    }
}
