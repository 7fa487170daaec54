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

/** A CA that is configured with {@code on-unknown=retry}, since it de-duplicates by the resend's id. */
@QuarkusTest
class RetriedDoubtTest extends ServiceTest {
    private static final String RESEND = "/ssl/orders/1001/fulfillment-email/resend";

    @Inject
    RelayScheduler scheduler;

    private String resend;

    @BeforeEach
    void aResendWhoseFirstAttemptIsInDoubt() {
        captured("1001", "certificateAuthority", "insistent");
        caAnswers(500);
        Response answer = acme().post(RESEND);
        answer.then().statusCode(202).body("status", equalTo("pending"));
        resend = answer.header("Location");
    }

    @Test
    void theCaIsAskedAgainWithTheSameId() {
        caAnswers(202);
        nextAttempt();

        ends("accepted", "unknown", "accepted");
        assertThat(ca.calls())
                .extracting(call -> call.getHeader("Idempotency-Key"))
                .containsExactly(id(), id());
    }

    @Test
    void aLaterRefusalSaysNothingOfTheFirstAttempt() {
        caAnswers(409);
        nextAttempt();

        ends("unknown", "unknown", "rejected");
    }

    @Test
    void aResendThatWasInDoubtIsNeverOneOfWhichNoMailWentOut() {
        caAnswers(503);
        nextAttempt();
        await().untilAsserted(
                        () -> acme().get(resend).then().body("attempts.outcome", contains("unknown", "not-executed")));
        clock.set(SettableClock.START.plus(Duration.ofHours(25)));
        scheduler.pollNow();

        ends("unknown", "unknown", "not-executed");
    }

    private void caAnswers(int status) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
    }

    private void nextAttempt() {
        clock.set(Instant.parse(acme().get(resend).jsonPath().getString("nextAttemptAt")));
        scheduler.pollNow();
    }

    private String id() {
        return resend.substring(resend.lastIndexOf('/') + 1);
    }

    private void ends(String status, String... attempts) {
        await().untilAsserted(() ->
                acme().get(resend).then().body("status", equalTo(status)).body("attempts.outcome", contains(attempts)));
    }
}
