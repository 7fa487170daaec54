package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

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
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** Cool-down and quotas: counted from the database, exact also when many ask at once. */
@QuarkusTest
class ResendLimitsTest extends ServiceTest {

    @BeforeEach
    void anOrder() {
        captured("1001", capture("1001"));
    }

    @Test
    void anOrderRestsForFifteenMinutesAfterAResend() {
        resend("1001").then().statusCode(202);

        after(Duration.ofMinutes(5));
        limited(resend("1001"), "cool-down", 600);
        after(Duration.ofMinutes(15).minusMillis(1));
        limited(resend("1001"), "cool-down", 1);
        after(Duration.ofMinutes(15));
        resend("1001").then().statusCode(202);

        assertThat(ca.resends("CA-1001")).hasSize(2);
    }

    @Test
    void anOrderHasFiveResendsInADay() {
        for (int i = 0; i < 5; i++) {
            after(Duration.ofHours(i));
            resend("1001").then().statusCode(202);
        }

        after(Duration.ofHours(5));
        limited(resend("1001"), "order-quota", 19 * 3600);
        after(Duration.ofHours(24));
        resend("1001").then().statusCode(202);

        assertThat(ca.resends("CA-1001")).hasSize(6);
    }

    @Test
    void anAccountHasAHundredResendsInAnHourAndOtherAccountsHaveTheirOwn() {
        execute("insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,"
                + " requested_at, requested_by, settled_at) select gen_random_uuid(), 'acme', '1001', 'alpha', 'x',"
                + " 'x@y', 'accepted', timestamptz '2026-11-22 08:10:00+00', 'x', now() from generate_series(1, 100)");
        captured("1002", capture("1002"));
        captured("2001", "accountId", "globex");

        limited(resend("1002"), "account-quota", 600);
        portal("globex")
                .post("/ssl/orders/2001/fulfillment-email/resend")
                .then()
                .statusCode(202);
        after(Duration.ofMinutes(10));
        resend("1002").then().statusCode(202);
    }

    @ParameterizedTest
    @CsvSource({"409, 409", "404, 502", "401, 502"})
    void aResendThatTheCaRefusedDoesNotCount(int caStatus, int status) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(caStatus)));

        for (int i = 0; i < 5; i++) {
            resend("1001").then().statusCode(status);
        }
        ca.reset();
        after(Duration.ofHours(1));
        resend("1001").then().statusCode(202);
    }

    @Test
    void aResendWhoseOutcomeIsUnknownCounts() {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));

        resend("1001").then().statusCode(504);

        limited(resend("1001"), "cool-down", 900);
    }

    @Test
    void aResendThatAServiceDiedOverCounts() {
        resend("1001").then().statusCode(202);
        execute(
                "update resend set status = 'relaying', settled_at = null, due_at = requested_at + interval '1 minute'");

        limited(resend("1001"), "cool-down", 900);
    }

    @Test
    void anOrderWhoseResendIsPendingRestsUntilTheCoolDownAfterItsNextAttempt() {
        ca.wireMock()
                .stubFor(any(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "3600")));
        Instant nextAttempt = Instant.parse(resend("1001").jsonPath().getString("nextAttemptAt"));

        after(Duration.ofMinutes(20));
        Response second = resend("1001");

        second.then().statusCode(429).body("type", equalTo("urn:ssl-orders:problem:cool-down"));
        assertThat(second.jsonPath().getString("detail"))
                .contains(nextAttempt.plusSeconds(900).toString());
        assertThat(ca.calls()).hasSize(1);
    }

    @Test
    void theCoolDownOfAResendThatTookItsTimeBeginsWhenItHasEnded() {
        resend("1001").then().statusCode(202);
        execute("update resend set settled_at = requested_at + interval '10 minutes'");

        after(Duration.ofMinutes(20));
        limited(resend("1001"), "cool-down", 300);
    }

    @Test
    void thePreviewSaysWhenTheNextResendIsPossible() {
        resend("1001").then().statusCode(202);

        acme().get("/ssl/orders/1001/fulfillment-email")
                .then()
                .body("resendable", equalTo(false))
                .body("reason", equalTo("cool-down"))
                .body("nextResendAt", equalTo("2026-11-22T09:15:00Z"));
        after(Duration.ofMinutes(15));
        acme().get("/ssl/orders/1001/fulfillment-email")
                .then()
                .body("resendable", equalTo(true))
                .body("$", not(hasKey("nextResendAt")))
                .body("$", not(hasKey("reason")));
    }

    @Test
    void thePreviewOfAnOrderThatMayNotBeResentPromisesNoNextResend() {
        resend("1001").then().statusCode(202);
        ordering()
                .body(with(capture("1001"), "status", "revoked"))
                .put("/ssl/orders/1001")
                .then()
                .statusCode(200);

        acme().get("/ssl/orders/1001/fulfillment-email")
                .then()
                .body("reason", equalTo("order-revoked"))
                .body("$", not(hasKey("nextResendAt")));
    }

    @Test
    void fiftyRequestsAtOnceMakeOneCall() throws Exception {
        List<Response> answers = atOnce(50, i -> () -> resend("1001"));

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(1);
        List<Response> held =
                answers.stream().filter(answer -> answer.statusCode() != 202).toList();
        assertThat(held).hasSize(49).allSatisfy(answer -> limited(answer, "cool-down", 900));
        assertThat(ca.calls()).hasSize(1);
        assertThat(rows("select * from resend")).hasSize(1);
    }

    @Test
    void anAccountsQuotaIsExactAlsoOverManyOrdersAtOnce() throws Exception {
        execute("insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,"
                + " requested_at, requested_by, settled_at) select gen_random_uuid(), 'acme', '1001', 'alpha', 'x',"
                + " 'x@y', 'accepted', timestamptz '2026-11-22 08:30:00+00', 'x', now() from generate_series(1, 95)");
        for (int i = 0; i < 20; i++) {
            captured("order-" + i, capture("order-" + i));
        }

        List<Response> answers = atOnce(20, i -> () -> resend("order-" + i));

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(5);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).hasSize(15);
        assertThat(ca.calls()).hasSize(5);
    }

    private void after(Duration time) {
        clock.set(SettableClock.START.plus(time));
    }

    private static Response resend(String order) {
        return acme().post("/ssl/orders/" + order + "/fulfillment-email/resend");
    }

    private static void limited(Response answer, String problem, int seconds) {
        answer.then()
                .statusCode(429)
                .body("type", equalTo("urn:ssl-orders:problem:" + problem))
                .body("retryAfter", equalTo(seconds))
                .header("Retry-After", equalTo(String.valueOf(seconds)));
        String until = answer.jsonPath().getString("detail").replaceAll(".* at (.*)\\.", "$1");
        assertThat(Instant.parse(until)).isAfter(SettableClock.START);
    }

    private static List<Response> atOnce(int count, IntFunction<Callable<Response>> request) throws Exception {
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(request.apply(i));
        }
        List<Response> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            for (Future<Response> answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}
