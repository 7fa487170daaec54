package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

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

/** The request was committed, the CA was called, and the outcome cannot be recorded: nobody is told to send it again. */
@QuarkusTest
class UnrecordedOutcomeTest extends RelayServiceTest {

    @BeforeEach
    void anOrderAtTheCaThatRetries() {
        captured("1002", "certificateAuthority", "insistent");
        execute("create or replace function fail() returns trigger language plpgsql as"
                + " 'begin raise exception using errcode = tg_argv[0]; end'");
    }

    @AfterEach
    void recordsAgain() {
        execute("drop trigger if exists failing on resend; drop function if exists fail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "08006", "53300", "57014", "55P03", "40001", "XX000"})
    void acceptedResendIsAnsweredRelaying(String sqlState) {
        updatesFailWith(sqlState);

        Response answer = acme().header("Idempotency-Key", "key").post(RESEND);

        answer.then()
                .statusCode(202)
                .body("status", equalTo("relaying"))
                .body("$", not(hasKey("settledAt")))
                .header("Retry-After", equalTo(null));
        assertThat(answer.header("Location")).endsWith(answer.path("id"));
        acme().get(answer.header("Location")).then().body("status", equalTo("relaying"));
        acme().header("Idempotency-Key", "key")
                .post(RESEND)
                .then()
                .statusCode(202)
                .body("status", equalTo("relaying"))
                .header("Location", equalTo(answer.header("Location")));
        acme().post(RESEND).then().statusCode(429);
        assertThat(ca.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"404", "409", "401", "503"})
    void knownOutcomeIsNotReportedBeforeItIsRecorded(int caStatus) {
        updatesFailWith("57P01");
        caAnswers(aResponse().withStatus(caStatus));

        acme().post(RESEND).then().statusCode(202).body("status", equalTo("relaying"));
    }

    @Test
    void unknownOutcomeIsReportedAsSuch() {
        updatesFailWith("57P01");
        caAnswers(aResponse().withStatus(500));

        Response answer = acme().post(RESEND);

        answer.then()
                .statusCode(504)
                .body("type", equalTo("urn:ssl-orders:problem:outcome-unknown"))
                .body("resend.status", equalTo("relaying"));
        assertThat(answer.header("Location")).endsWith(answer.path("resend.id"));
    }

    @Test
    void unknownOutcomeThatIsRetriedIsAnsweredRelaying() {
        updatesFailWith("57P01");
        caAnswers(aResponse().withStatus(500));

        acme().post("/ssl/orders/1002/fulfillment-email/resend")
                .then()
                .statusCode(202)
                .body("status", equalTo("relaying"));
    }

    @Test
    void logHasOneErrorWithIdsAndOutcome() {
        updatesFailWith("57P01");
        try (LogRecorder log = new LogRecorder()) {
            String id = acme().post(RESEND).then().extract().path("id");

            assertThat(log.text().lines().filter(line -> line.contains("was not recorded")))
                    .singleElement()
                    .asString()
                    .contains(
                            "Resend " + id + " of order 1001, attempt 1: CA alpha: outcome accepted was not recorded");
        }
    }

    @Test
    void resendIsUnknownOnceItsCallMustHaveEnded() {
        updatesFailWith("57P01");
        String resend = acme().post(RESEND).header("Location");
        recordsAgain();

        passes(SettableClock.START.plus(Duration.ofMinutes(5)));

        await().untilAsserted(() -> acme().get(resend).then().body("status", equalTo("unknown")));
        assertThat(ca.calls()).hasSize(1);
        wakeUpCallsAreGone();
    }

    @ParameterizedTest
    @CsvSource({"404, 502", "409, 409", "500, 504", "401, 502"})
    void problemWithAResendSaysWhereItIs(int caStatus, int status) {
        caAnswers(aResponse().withStatus(caStatus));
        for (String replayed : List.of("first", "replay")) {
            Response answer = acme().header("Idempotency-Key", "key").post(RESEND);

            answer.then().statusCode(status);
            assertThat(answer.header("Location"))
                    .as(replayed)
                    .isEqualTo("/ssl/orders/1001/fulfillment-email/resends/" + answer.path("resend.id"));
        }
    }

    @Test
    void refusalBeforeTheCommitHasNoLocation() {
        acme().post(RESEND).then().statusCode(202);

        acme().post(RESEND).then().statusCode(429).header("Location", equalTo(null));
    }

    private static void updatesFailWith(String sqlState) {
        execute("create trigger failing before update on resend for each row execute function fail('" + sqlState
                + "')");
    }
}
