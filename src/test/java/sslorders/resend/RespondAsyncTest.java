package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Prefer: respond-async}: a client that does not wait for the CA. */
@QuarkusTest
class RespondAsyncTest extends RelayServiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"respond-async", "return=minimal, Respond-Async"})
    void whoDoesNotWaitIsAnsweredPendingAndTheCaIsAskedAtOnce(String preference) {
        Response answer = acme().header("Prefer", preference).post(RESEND);

        answer.then()
                .statusCode(202)
                .header("Preference-Applied", equalTo("respond-async"))
                .header("Location", matchesPattern("/ssl/orders/1001/fulfillment-email/resends/[0-9a-f-]{36}"))
                .body("status", equalTo("pending"))
                .body("nextAttemptAt", equalTo("2026-11-22T09:00:00Z"));
        await().untilAsserted(() -> acme().get(answer.header("Location")).then().body("status", equalTo("accepted")));
        assertThat(ca.calls()).hasSize(1);
        wakeUpCallsAreGone();
    }

    @Test
    void whoWaitsIsNotToldOfAPreference() {
        acme().header("Prefer", "wait=10")
                .post(RESEND)
                .then()
                .statusCode(202)
                .header("Preference-Applied", nullValue())
                .body("status", equalTo("accepted"));
    }

    @Test
    void aRepetitionIsTheSameRequestWhetherItsClientWaitsOrNot() {
        acme().header("Idempotency-Key", "key").post(RESEND).then().statusCode(202);

        acme().header("Idempotency-Key", "key")
                .header("Prefer", "respond-async")
                .post(RESEND)
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Preference-Applied", nullValue())
                .body("status", equalTo("accepted"));
    }
}
