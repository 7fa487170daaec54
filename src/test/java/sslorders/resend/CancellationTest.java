package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static sslorders.error.ErrorType.COOL_DOWN;
import static sslorders.error.ErrorType.INSUFFICIENT_SCOPE;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.RESEND_CANCELLED;
import static sslorders.error.ErrorType.RESEND_NOT_FOUND;
import static sslorders.error.ErrorType.RESEND_WRONG_STATE;
import static sslorders.error.ErrorType.UNAUTHORIZED;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.testing.ApiClient;
import sslorders.testing.ApiRequest;
import sslorders.testing.TestParts;

/** A client of the account cancels a pending resend. */
@QuarkusTest
class CancellationTest extends RelayServiceTest {
    private static final int RACES = 10;

    @Inject
    RelaySteps steps;

    @Test
    void pendingResendIsCancelled() {
        String resend = pending();

        cancel(resend)
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("settledAt", equalTo(clock.instant().toString()))
                .body("nextAttemptAt", nullValue())
                .body("cancellation.by", equalTo("account"))
                .body("cancellation.subject", equalTo("acme-portal"))
                .body("cancellation.at", equalTo(clock.instant().toString()))
                .body("$", not(hasKey("resolution")));
        as("acme").get(resend).then().body("status", equalTo("cancelled"));
        awaitNoScheduledTask();
        assertThat(rows("select type, status from event"))
                .containsExactly(Map.of("type", "resend.settled", "status", "cancelled"));
    }

    @Test
    void cancelledResendIsNotAttempted() {
        String resend = pending();
        Instant due = dueAt(resend);
        cancel(resend).then().statusCode(200);

        clock.set(due);

        assertThat(steps.advance(id(resend))).isEmpty();
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void cancelledResendDoesNotCountTowardLimits() {
        for (int i = 0; i < 7; i++) {
            cancel(pending()).then().statusCode(200);
        }

        as("acme")
                .preview("1001")
                .then()
                .body("resendable", equalTo(true))
                .body("lastResend.status", equalTo("cancelled"));
        as("acme").resend("1001").then().statusCode(202).body("status", equalTo("accepted"));
    }

    @Test
    void cancellationAfterUnknownAttemptIsUnknown() {
        captured("3001", "certificateAuthority", "insistent");
        caReturns(aResponse().withStatus(500));
        String resend = as("acme").resend("3001").send().header("Location");
        ca.reset();

        cancel(resend)
                .then()
                .statusCode(200)
                .body("status", equalTo("unknown"))
                .body("cancellation.by", equalTo("account"));
        as("acme").resend("3001").then().spec(isProblem(COOL_DOWN));
        awaitNoScheduledTask();
    }

    @Test
    void finalResendCannotBeCancelled() {
        String resend = as("acme").resend("1001").send().header("Location");

        cancel(resend).then().spec(isProblem(RESEND_WRONG_STATE)).body("resend.status", equalTo("accepted"));
        as("acme").get(resend).then().body("status", equalTo("accepted")).body("$", not(hasKey("cancellation")));
    }

    @Test
    void resendDuringItsCallCannotBeCancelled() {
        String resend = pending();
        execute("update resend set status = 'relaying'");

        cancel(resend).then().spec(isProblem(RESEND_WRONG_STATE)).body("resend.status", equalTo("relaying"));
        assertThat(rows("select * from event")).isEmpty();
    }

    @Test
    void secondCancellationIsRejected() {
        String resend = pending();
        cancel(resend).then().statusCode(200);

        cancel(resend).then().spec(isProblem(RESEND_WRONG_STATE)).body("resend.status", equalTo("cancelled"));
        assertThat(rows("select * from event")).hasSize(1);
    }

    @Test
    void repeatedRequestReturnsTheCancellation() {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").withKey("key").send().header("Location");
        cancel(resend).then().statusCode(200);

        as("acme")
                .resend("1001")
                .withKey("key")
                .then()
                .spec(isProblem(RESEND_CANCELLED))
                .body("resend.status", equalTo("cancelled"));
    }

    @Test
    void listFiltersByStatusCancelled() {
        String resend = pending();
        cancel(resend).then().statusCode(200);

        as("acme")
                .resends()
                .query("status=cancelled")
                .then()
                .body("resends.id", contains(id(resend).toString()));
        as("acme").resends().query("status=gave-up").then().body("resends", empty());
    }

    /** Earlier releases fail on a status that they do not define. */
    @Test
    void storedStatusIsKnownToEarlierReleases() {
        cancel(pending()).then().statusCode(200);

        assertThat(rows("select status, counts from resend"))
                .containsExactly(Map.of("status", "gave-up", "counts", "f"));
    }

    @Test
    void resendOfOtherAccountIsNotFound() {
        String resend = pending();

        cancel(as("globex"), resend).then().spec(isProblem(RESEND_NOT_FOUND));
        cancel(resend.replace("1001", "1002")).then().spec(isProblem(RESEND_NOT_FOUND));
        as("acme").get(resend).then().body("status", equalTo("pending"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01a20157-1c97-7dc5-a431-b608522149bf", "1", "01A20157-1C97-7DC5-A431-B608522149BF", "x y"})
    void unknownOrMalformedIdIsNotFound(String id) {
        cancel("/ssl/orders/1001/fulfillment-email/resends/" + id.replace(" ", "%20"))
                .then()
                .spec(isProblem(RESEND_NOT_FOUND));
    }

    @Test
    void accessIsChecked() {
        String resend = pending();

        cancel(asAnonymous(), resend).then().spec(isProblem(UNAUTHORIZED));
        cancel(asBearer(TestParts.oidc().token("acme", Scopes.READ)), resend)
                .then()
                .spec(isProblem(INSUFFICIENT_SCOPE));
        cancel(resend).query("dryRun=true").then().spec(isProblem(INVALID_REQUEST));
        as("acme").get(resend).then().body("status", equalTo("pending"));
    }

    @Test
    void cancellationAndAttemptExcludeEachOther() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < RACES; i++) {
                String order = "race-" + i;
                captured(order, capture(order));
                caReturns(aResponse().withStatus(503));
                String resend = as("acme").resend(order).send().header("Location");
                UUID id = id(resend);
                ca.reset();
                clock.set(dueAt(resend));

                Future<?> attempt = threads.submit(() -> steps.advance(id));
                Future<Integer> cancellation =
                        threads.submit(() -> cancel(resend).send().statusCode());
                attempt.get();

                int calls = ca.resends("CA-" + order).size();
                assertThat(List.of(cancellation.get(), calls)).isIn(List.of(200, 0), List.of(409, 1));
                String status = calls == 0 ? "cancelled" : "accepted";
                await().untilAsserted(() -> as("acme").get(resend).then().body("status", equalTo(status)));
            }
        }
    }

    private String pending() {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").send().header("Location");
        ca.reset();
        return resend;
    }

    private static ApiRequest cancel(String resend) {
        return cancel(as("acme"), resend);
    }

    private static ApiRequest cancel(ApiClient client, String resend) {
        return client.request("POST", resend + "/cancellation");
    }
}
