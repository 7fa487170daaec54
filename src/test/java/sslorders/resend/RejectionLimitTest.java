package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.REJECTION_LIMIT;
import static sslorders.http.ProblemMatcher.isProblem;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** Rejected resends have a separate limit: they do not count toward cool-down and quotas. */
@QuarkusTest
class RejectionLimitTest extends ServiceTest {

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @ParameterizedTest
    @CsvSource({"404, , 502", "409, , 409", "401, , 502", "503, 86401, 502"})
    void orderIsLimitedTo5RejectionsPerHour(int caStatus, String retryAfter, int status) {
        ResponseDefinitionBuilder refusal = aResponse().withStatus(caStatus);
        caReturns(retryAfter == null ? refusal : refusal.withHeader("Retry-After", retryAfter));
        for (int i = 0; i < 5; i++) {
            advanceTo(Duration.ofMinutes(i));
            resend("1001").then().statusCode(status);
        }

        assertLimited(resend("1001"), 3600 - 4 * 60, "order");
        captured("1002", capture("1002"));
        resend("1002").then().statusCode(status);
        advanceTo(Duration.ofHours(1).minusMillis(1));
        assertLimited(resend("1001"), 1, "order");
        advanceTo(Duration.ofHours(1));
        resend("1001").then().statusCode(status);
        assertThat(ca.calls()).hasSize(7);
    }

    @Test
    void accountIsLimitedTo50RejectionsPerHour() {
        rejectedBefore(49);
        caReturns(aResponse().withStatus(409));
        captured("1002", capture("1002"));
        captured("2001", "accountId", "globex");

        resend("1001").then().statusCode(409);
        assertLimited(resend("1002"), 600, "account");
        as("globex").resend("2001").then().statusCode(409);
        advanceTo(Duration.ofMinutes(10));
        resend("1002").then().statusCode(409);
    }

    @Test
    void previewShowsRejectionLimit() {
        rejectedBefore(50);

        as("acme")
                .preview("1001")
                .then()
                .body("resendable", equalTo(false))
                .body("reason", equalTo("rejection-limit"))
                .body("nextResendAt", equalTo("2026-11-22T09:10:00Z"));
        advanceTo(Duration.ofMinutes(10));
        as("acme").preview("1001").then().body("resendable", equalTo(true)).body("$", not(hasKey("nextResendAt")));
    }

    @Test
    void resendsInProgressCountAfterARejection() {
        rejectedBefore(1);
        execute("insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,"
                + " requested_at, requested_by, due_at) select gen_random_uuid(), 'acme', 'x' || i, 'alpha', 'x', 'x@y',"
                + " 'relaying', timestamptz '2026-11-22 08:59:00+00', 'x', timestamptz '2026-11-22 09:01:00+00'"
                + " from generate_series(1, 49) i");

        assertLimited(resend("1001"), 60, "account");
        execute("update resend set status = 'accepted', settled_at = now(), due_at = null where order_id = 'x7'");
        resend("1001").then().statusCode(202);
    }

    @Test
    void orderBelowTheLimitCanBeResent() {
        rejectedBefore(4);

        resend("1001").then().statusCode(202);
    }

    @Test
    void burstOfRequestsStaysWithinTheLimit() throws Exception {
        rejectedBefore(10);
        caReturns(aResponse().withStatus(409).withFixedDelay(50));
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String order = "burst-" + i;
            captured(order, capture(order));
            requests.add(() -> resend(order));
        }

        List<Response> responses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(60)) {
            for (Future<Response> response : threads.invokeAll(requests)) {
                responses.add(response.get());
            }
        }

        // Resends above the bulkhead of the CA stay pending, and are retried later.
        assertThat(responses)
                .filteredOn(response -> response.statusCode() != 429)
                .hasSize(40);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 429)
                .hasSize(20)
                .allSatisfy(response -> response.then());
        assertThat(ca.calls()).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void firstBurstStaysWithinTheAccountQuota() throws Exception {
        caReturns(aResponse().withStatus(409));
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String order = "burst-" + i;
            captured(order, capture(order));
            requests.add(() -> resend(order));
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(60)) {
            for (Future<Response> response : threads.invokeAll(requests)) {
                assertThat(response.get().statusCode()).isIn(409, 202, 429);
            }
        }

        // The limit is 50, plus the resends in progress at the first rejection. The account quota limits those resends.
        assertThat(ca.calls()).hasSizeLessThanOrEqualTo(60);
        assertThat(rows("select id from resend where settled_at is null or not counts"))
                .hasSizeLessThanOrEqualTo(60);
    }

    private void caReturns(ResponseDefinitionBuilder response) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(response));
    }

    private void advanceTo(Duration time) {
        clock.set(SettableClock.START.plus(time));
    }

    private static Response resend(String order) {
        return as("acme").resend(order).send();
    }

    /** Inserts resends of other orders that were rejected at 08:10. */
    private static void rejectedBefore(int count) {
        execute("insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,"
                + " certificate_authority, status, status_as_of, ordered_at, captured_at) select 'x' || i, 'acme', 'x', 'x',"
                + " 'x', 'alpha', 'issued', now(), now(), now() from generate_series(1, 60) i");
        execute("insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,"
                + " requested_at, requested_by, settled_at) select gen_random_uuid(), 'acme', 'x' || i, 'alpha', 'x', 'x@y',"
                + " 'rejected', timestamptz '2026-11-22 08:10:00+00', 'x', now() from generate_series(1, " + count
                + ") i");
    }

    private static void assertLimited(Response response, int seconds, String scope) {
        response.then()
                .spec(isProblem(REJECTION_LIMIT))
                .body("detail", containsString("resends of this " + scope + " were rejected"))
                .body("retryAfter", equalTo(seconds))
                .header("Retry-After", equalTo(String.valueOf(seconds)))
                .header("Location", equalTo(null));
    }
}
