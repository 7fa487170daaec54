package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.SettableClock;

/** A CA that has as many calls as it may have: one. */
@QuarkusTest
class BusyAuthorityTest extends RelayServiceTest {
    private Thread first;

    @BeforeEach
    void itsOneCallTakesLong() {
        for (String order : new String[] {"5001", "5002"}) {
            captured(order, "certificateAuthority", "narrow");
        }
        caAnswers(aResponse().withStatus(202).withFixedDelay(1_500));
        first = Thread.ofVirtual().start(() -> acme().post("/ssl/orders/5001/fulfillment-email/resend"));
        await().until(() -> ca.calls().size() == 1);
    }

    @Test
    void anotherResendIsTakenAndWaitsWithoutAnAttempt() throws InterruptedException {
        Response second = acme().post("/ssl/orders/5002/fulfillment-email/resend");

        second.then().statusCode(202).body("status", equalTo("pending"));
        assertThat(Instant.parse(second.jsonPath().getString("nextAttemptAt")))
                .isBetween(SettableClock.START.plusSeconds(5), SettableClock.START.plusSeconds(10));
        acme().get(second.header("Location")).then().body("attempts", empty());
        assertThat(ca.calls()).hasSize(1);

        first.join();
        passes(dueAt(second.header("Location")));
        await().untilAsserted(() -> acme().get(second.header("Location"))
                .then()
                .body("status", equalTo("accepted"))
                .body("attempts.outcome", contains("accepted")));
    }

    @Test
    void aResendThatIsDueGoesOnWaiting() throws InterruptedException {
        String second = acme().post("/ssl/orders/5002/fulfillment-email/resend").header("Location");
        Instant due = dueAt(second);

        passes(due);

        await().until(() -> dueAt(second).isAfter(due));
        acme().get(second).then().body("status", equalTo("pending")).body("attempts", empty());
        assertThat(ca.calls()).hasSize(1);
        first.join();
    }
}
