package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/**
 * A CA that is configured with {@code on-unknown=retry}, because the CA de-duplicates calls by the ID of the resend.
 */
@QuarkusTest
class UnknownOutcomeRetryTest extends ServiceTest {
    @Inject
    RelayScheduler scheduler;

    private String resend;

    @BeforeEach
    void resendWithUnknownFirstAttempt() {
        captured("1001", "certificateAuthority", "insistent");
        caReturns(500);
        Response response = as("acme").resend("1001").send();
        response.then().statusCode(202).body("status", equalTo("pending"));
        resend = response.header("Location");
    }

    @Test
    void retryHasTheSameIdempotencyKey() {
        caReturns(202);
        runNextAttempt();

        awaitOutcome("accepted", "unknown", "accepted");
        assertThat(ca.calls())
                .extracting(call -> call.getHeader("Idempotency-Key"))
                .containsExactly(id(), id());
    }

    @Test
    void rejectionAfterUnknownAttemptIsUnknown() {
        caReturns(409);
        runNextAttempt();

        awaitOutcome("unknown", "unknown", "rejected");
    }

    @Test
    void endOfRetriesAfterUnknownAttemptIsUnknown() {
        caReturns(503);
        runNextAttempt();
        await().untilAsserted(() ->
                as("acme").get(resend).then().body("attempts.outcome", contains("unknown", "not-executed")));
        clock.set(SettableClock.START.plus(Duration.ofHours(25)));
        scheduler.pollNow();

        awaitOutcome("unknown", "unknown", "not-executed");
    }

    private void caReturns(int status) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
    }

    private void runNextAttempt() {
        clock.set(Instant.parse(as("acme").get(resend).send().jsonPath().getString("nextAttemptAt")));
        scheduler.pollNow();
    }

    private String id() {
        return resend.substring(resend.lastIndexOf('/') + 1);
    }

    private void awaitOutcome(String status, String... attempts) {
        await().untilAsserted(() -> as("acme")
                .get(resend)
                .then()
                .body("status", equalTo(status))
                .body("attempts.outcome", contains(attempts)));
    }
}
