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

/** A CA whose bulkhead is full: its maximum is one concurrent call. */
@QuarkusTest
class FullBulkheadTest extends RelayServiceTest {
    private Thread first;

    @BeforeEach
    void startSlowCall() {
        for (String order : new String[] {"5001", "5002"}) {
            captured(order, "certificateAuthority", "narrow");
        }
        caReturns(aResponse().withStatus(202).withFixedDelay(1_500));
        first = Thread.ofVirtual().start(() -> as("acme").resend("5001").send());
        await().until(() -> ca.calls().size() == 1);
    }

    @Test
    void secondResendIsPendingWithoutAttempt() throws InterruptedException {
        Response second = as("acme").resend("5002").send();

        second.then().statusCode(202).body("status", equalTo("pending"));
        assertThat(Instant.parse(second.jsonPath().getString("nextAttemptAt")))
                .isBetween(SettableClock.START.plusSeconds(5), SettableClock.START.plusSeconds(10));
        as("acme").get(second.header("Location")).then().body("attempts", empty());
        assertThat(ca.calls()).hasSize(1);

        first.join();
        advanceTo(dueAt(second.header("Location")));
        await().untilAsserted(() -> as("acme")
                .get(second.header("Location"))
                .then()
                .body("status", equalTo("accepted"))
                .body("attempts.outcome", contains("accepted")));
    }

    @Test
    void dueResendIsPostponed() throws InterruptedException {
        String second = as("acme").resend("5002").send().header("Location");
        Instant due = dueAt(second);

        advanceTo(due);

        await().until(() -> dueAt(second).isAfter(due));
        as("acme").get(second).then().body("status", equalTo("pending")).body("attempts", empty());
        assertThat(ca.calls()).hasSize(1);
        first.join();
    }
}
