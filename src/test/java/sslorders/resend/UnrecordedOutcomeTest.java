package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.OUTCOME_UNKNOWN;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.LogRecorder;
import sslorders.testing.SettableClock;

/** The CA was called, but the outcome cannot be recorded. No response suggests a retry. */
@QuarkusTest
class UnrecordedOutcomeTest extends RelayServiceTest {

    @BeforeEach
    void captureOrderAndCreateFunction() {
        captured("1002", "certificateAuthority", "insistent");
        execute("create or replace function fail() returns trigger language plpgsql as"
                + " 'begin raise exception using errcode = tg_argv[0]; end'");
    }

    @AfterEach
    void dropTrigger() {
        execute("drop trigger if exists failing on resend; drop function if exists fail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "08006", "53300", "57014", "55P03", "40001", "XX000"})
    void acceptedResendIsReportedAsRelaying(String sqlState) {
        failUpdatesWith(sqlState);

        Response response = as("acme").resend("1001").withKey("key").send();

        response.then()
                .statusCode(202)
                .body("status", equalTo("relaying"))
                .body("$", not(hasKey("settledAt")))
                .header("Retry-After", equalTo("2"));
        assertThat(response.header("Location")).endsWith(response.path("id"));
        as("acme").get(response.header("Location")).then().body("status", equalTo("relaying"));
        as("acme")
                .resend("1001")
                .withKey("key")
                .then()
                .statusCode(202)
                .body("status", equalTo("relaying"))
                .header("Location", equalTo(response.header("Location")));
        as("acme").resend("1001").then().statusCode(429);
        assertThat(ca.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"404", "409", "401", "503"})
    void unrecordedOutcomeIsReportedAsRelaying(int caStatus) {
        failUpdatesWith("57P01");
        caReturns(aResponse().withStatus(caStatus));

        as("acme").resend("1001").then().statusCode(202).body("status", equalTo("relaying"));
    }

    @Test
    void unrecordedUnknownOutcomeIsReported() {
        failUpdatesWith("57P01");
        caReturns(aResponse().withStatus(500));

        Response response = as("acme").resend("1001").send();

        response.then().spec(isProblem(OUTCOME_UNKNOWN)).body("resend.status", equalTo("relaying"));
        assertThat(response.header("Location")).endsWith(response.path("resend.id"));
    }

    @Test
    void unrecordedRetryIsReportedAsRelaying() {
        failUpdatesWith("57P01");
        caReturns(aResponse().withStatus(500));

        as("acme").resend("1002").then().statusCode(202).body("status", equalTo("relaying"));
    }

    @Test
    void unrecordedOutcomeIsLoggedOnce() {
        failUpdatesWith("57P01");
        try (LogRecorder log = new LogRecorder()) {
            String id = as("acme").resend("1001").then().extract().path("id");

            assertThat(log.text().lines().filter(line -> line.contains("was not recorded")))
                    .singleElement()
                    .asString()
                    .contains(
                            "Resend " + id + " of order 1001, attempt 1: CA alpha: outcome accepted was not recorded");
        }
    }

    @Test
    void unrecordedOutcomeIsUnknownAfterTimeout() {
        failUpdatesWith("57P01");
        String resend = as("acme").resend("1001").send().header("Location");
        dropTrigger();

        advanceTo(SettableClock.START.plus(Duration.ofMinutes(5)));

        await().untilAsserted(() -> as("acme").get(resend).then().body("status", equalTo("unknown")));
        assertThat(ca.calls()).hasSize(1);
        awaitNoScheduledTask();
    }

    @ParameterizedTest
    @CsvSource({"404, 502", "409, 409", "500, 504", "401, 502"})
    void problemAboutResendHasLocation(int caStatus, int status) {
        caReturns(aResponse().withStatus(caStatus));
        for (String replayed : List.of("first", "replay")) {
            Response response = as("acme").resend("1001").withKey("key").send();

            response.then().statusCode(status);
            assertThat(response.header("Location"))
                    .as(replayed)
                    .isEqualTo("/ssl/orders/1001/fulfillment-email/resends/" + response.path("resend.id"));
        }
    }

    @Test
    void rejectionBeforeCommitHasNoLocation() {
        as("acme").resend("1001").then().statusCode(202);

        as("acme").resend("1001").then().statusCode(429).header("Location", equalTo(null));
    }

    private static void failUpdatesWith(String sqlState) {
        execute("create trigger failing before update on resend for each row execute function fail('" + sqlState
                + "')");
    }
}
