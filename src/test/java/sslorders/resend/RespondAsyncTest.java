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

/** {@code Prefer: respond-async}: the client does not wait for the CA. */
@QuarkusTest
class RespondAsyncTest extends RelayServiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"respond-async", "return=minimal, Respond-Async"})
    void asyncResendIsPendingAndCalledImmediately(String preference) {
        Response response =
                as("acme").resend("1001").header("Prefer", preference).send();

        response.then()
                .statusCode(202)
                .header("Preference-Applied", equalTo("respond-async"))
                .header("Retry-After", equalTo("1"))
                .header("Location", matchesPattern("/ssl/orders/1001/fulfillment-email/resends/[0-9a-f-]{36}"))
                .body("status", equalTo("pending"))
                .body("nextAttemptAt", equalTo("2026-11-22T09:00:00Z"));
        await().untilAsserted(
                        () -> as("acme").get(response.header("Location")).then().body("status", equalTo("accepted")));
        assertThat(ca.calls()).hasSize(1);
        awaitNoScheduledTask();
    }

    @Test
    void preferenceIsNotPartOfIdempotentRequest() {
        as("acme").resend("1001").withKey("key").then().statusCode(202);

        as("acme")
                .resend("1001")
                .withKey("key")
                .header("Prefer", "respond-async")
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Preference-Applied", nullValue())
                .body("status", equalTo("accepted"));
    }
}
