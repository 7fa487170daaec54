package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.ACCOUNT_QUOTA;
import static sslorders.error.ErrorType.COOL_DOWN;
import static sslorders.error.ErrorType.ORDER_QUOTA;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.error.ErrorType;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** Cool-down and quotas. They are exact even for concurrent requests, since the database counts the resends. */
@QuarkusTest
class ResendLimitsTest extends ServiceTest {

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @Test
    void coolDownLasts15Minutes() {
        resend("1001").then().statusCode(202);

        advanceTo(Duration.ofMinutes(5));
        assertLimited(resend("1001"), COOL_DOWN, 600);
        advanceTo(Duration.ofMinutes(15).minusMillis(1));
        assertLimited(resend("1001"), COOL_DOWN, 1);
        advanceTo(Duration.ofMinutes(15));
        resend("1001").then().statusCode(202);

        assertThat(ca.resends("CA-1001")).hasSize(2);
    }

    @Test
    void orderIsLimitedTo5ResendsPerDay() {
        for (int i = 0; i < 5; i++) {
            advanceTo(Duration.ofHours(i));
            resend("1001").then().statusCode(202);
        }

        advanceTo(Duration.ofHours(5));
        assertLimited(resend("1001"), ORDER_QUOTA, 19 * 3600);
        advanceTo(Duration.ofHours(24));
        resend("1001").then().statusCode(202);

        assertThat(ca.resends("CA-1001")).hasSize(6);
    }

    @Test
    void accountIsLimitedTo100ResendsPerHour() {
        execute("insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,"
                + " requested_at, requested_by, settled_at) select gen_random_uuid(), 'acme', '1001', 'alpha', 'x',"
                + " 'x@y', 'accepted', timestamptz '2026-11-22 08:10:00+00', 'x', now() from generate_series(1, 100)");
        captured("1002", capture("1002"));
        captured("2001", "accountId", "globex");

        assertLimited(resend("1002"), ACCOUNT_QUOTA, 600);
        as("globex").resend("2001").then().statusCode(202);
        advanceTo(Duration.ofMinutes(10));
        resend("1002").then().statusCode(202);
    }

    @ParameterizedTest
    @CsvSource({"409, 409", "404, 502", "401, 502"})
    void rejectedResendDoesNotCount(int caStatus, int status) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(caStatus)));

        for (int i = 0; i < 5; i++) {
            resend("1001").then().statusCode(status);
        }
        ca.reset();
        advanceTo(Duration.ofHours(1));
        resend("1001").then().statusCode(202);
    }

    @Test
    void resendWithUnknownOutcomeCounts() {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));

        resend("1001").then().statusCode(504);

        assertLimited(resend("1001"), COOL_DOWN, 900);
    }

    @Test
    void interruptedResendCounts() {
        resend("1001").then().statusCode(202);
        execute(
                "update resend set status = 'relaying', settled_at = null, due_at = requested_at + interval '1 minute'");

        assertLimited(resend("1001"), COOL_DOWN, 900);
    }

    @Test
    void coolDownStartsAtNextAttemptOfPendingResend() {
        ca.wireMock()
                .stubFor(any(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "3600")));
        Instant nextAttempt = Instant.parse(resend("1001").jsonPath().getString("nextAttemptAt"));

        advanceTo(Duration.ofMinutes(20));
        Response second = resend("1001");

        second.then().spec(isProblem(COOL_DOWN));
        assertThat(second.jsonPath().getString("detail"))
                .contains(nextAttempt.plusSeconds(900).toString());
        assertThat(ca.calls()).hasSize(1);
    }

    @Test
    void coolDownStartsWhenResendIsFinal() {
        resend("1001").then().statusCode(202);
        execute("update resend set settled_at = requested_at + interval '10 minutes'");

        advanceTo(Duration.ofMinutes(20));
        assertLimited(resend("1001"), COOL_DOWN, 300);
    }

    @Test
    void previewShowsTimeOfNextResend() {
        resend("1001").then().statusCode(202);

        as("acme")
                .preview("1001")
                .then()
                .body("resendable", equalTo(false))
                .body("reason", equalTo("cool-down"))
                .body("nextResendAt", equalTo("2026-11-22T09:15:00Z"));
        advanceTo(Duration.ofMinutes(15));
        as("acme")
                .preview("1001")
                .then()
                .body("resendable", equalTo(true))
                .body("$", not(hasKey("nextResendAt")))
                .body("$", not(hasKey("reason")));
    }

    @Test
    void previewOfIneligibleOrderHasNoNextResend() {
        resend("1001").then().statusCode(202);
        asOrdering()
                .capture("1001", with(capture("1001"), "status", "revoked"))
                .then()
                .statusCode(200);

        as("acme")
                .preview("1001")
                .then()
                .body("reason", equalTo("order-revoked"))
                .body("$", not(hasKey("nextResendAt")));
    }

    @Test
    void concurrentRequestsMakeOneCall() throws Exception {
        List<Response> responses = concurrently(50, i -> () -> resend("1001"));

        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 202)
                .hasSize(1);
        List<Response> rejected = responses.stream()
                .filter(response -> response.statusCode() != 202)
                .toList();
        assertThat(rejected).hasSize(49).allSatisfy(response -> assertLimited(response, COOL_DOWN, 900));
        assertThat(ca.calls()).hasSize(1);
        assertThat(rows("select * from resend")).hasSize(1);
    }

    @Test
    void concurrentResendsStayWithinAccountQuota() throws Exception {
        execute("insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,"
                + " requested_at, requested_by, settled_at) select gen_random_uuid(), 'acme', '1001', 'alpha', 'x',"
                + " 'x@y', 'accepted', timestamptz '2026-11-22 08:30:00+00', 'x', now() from generate_series(1, 95)");
        for (int i = 0; i < 20; i++) {
            captured("order-" + i, capture("order-" + i));
        }

        List<Response> responses = concurrently(20, i -> () -> resend("order-" + i));

        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 202)
                .hasSize(5);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 429)
                .hasSize(15);
        assertThat(ca.calls()).hasSize(5);
    }

    private void advanceTo(Duration time) {
        clock.set(SettableClock.START.plus(time));
    }

    private static Response resend(String order) {
        return as("acme").resend(order).send();
    }

    private static void assertLimited(Response response, ErrorType problem, int seconds) {
        response.then()
                .spec(isProblem(problem))
                .body("retryAfter", equalTo(seconds))
                .header("Retry-After", equalTo(String.valueOf(seconds)));
        String until = response.jsonPath().getString("detail").replaceAll(".* at (.*)\\.", "$1");
        assertThat(Instant.parse(until)).isAfter(SettableClock.START);
    }

    private static List<Response> concurrently(int count, IntFunction<Callable<Response>> request) throws Exception {
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(request.apply(i));
        }
        List<Response> responses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            for (Future<Response> response : threads.invokeAll(requests)) {
                responses.add(response.get());
            }
        }
        return responses;
    }
}
