package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
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
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** A request with a key is one request, however often it comes. */
@QuarkusTest
class IdempotencyTest extends ServiceTest {

    @BeforeEach
    void twoOrders() {
        captured("1001", capture("1001"));
        captured("1002", capture("1002"));
    }

    @Test
    void aRepetitionGetsTheSameResendAndTheCaIsAskedOnce() {
        Response first = resend("1001", "key");
        Response second = resend("1001", "key");

        first.then().statusCode(202).header("Idempotency-Replayed", equalTo(null));
        second.then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Location", equalTo(first.header("Location")));
        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        assertThat(ca.calls()).hasSize(1);
        assertThat(rows("select * from resend")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "404, 502, rejected",
        "409, 409, rejected",
        "422, 409, rejected",
        "401, 502, rejected",
        "500, 504, unknown"
    })
    void aRepetitionGetsTheProblemOfTheFirst(int caStatus, int status, String resendStatus) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(caStatus)));
        Response first = resend("1001", "key");
        ca.reset();

        Response second = resend("1001", "key");

        first.then().statusCode(status).body("resend.status", equalTo(resendStatus));
        second.then().statusCode(status).header("Idempotency-Replayed", equalTo("true"));
        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void aRepetitionIsNotHeldBackByWhatTheFirstHasUsedUpOrByWhatBecameOfTheOrder() {
        Response first = resend("1001", "key");
        ordering()
                .body(with(capture("1001"), "status", "revoked"))
                .put("/ssl/orders/1001")
                .then()
                .statusCode(200);
        // Less than a key is kept: a clean-up may run meanwhile.
        clock.set(SettableClock.START.plus(Duration.ofDays(6)));

        assertThat(resend("1001", "key").jsonPath().getMap(""))
                .isEqualTo(first.jsonPath().getMap(""));
    }

    @Test
    void anotherKeyIsAnotherRequest() {
        resend("1001", "key").then().statusCode(202);

        resend("1001", "other key").then().statusCode(429);
        resend("1001", "KEY").then().statusCode(429);
    }

    @Test
    void aKeyOfAnotherRequestIsRefused() {
        resend("1001", "key").then().statusCode(202);

        reused(resend("1002", "key"));
        reused(acme().header("Idempotency-Key", "key")
                .contentType(ContentType.JSON)
                .body("{\"expectedRecipient\": \"admin@acme.example\"}")
                .post("/ssl/orders/1001/fulfillment-email/resend"));
        assertThat(ca.calls()).hasSize(1);
    }

    @Test
    void anEmptyBodyAsksForTheSameAsNone() {
        resend("1001", "key").then().statusCode(202);

        acme().header("Idempotency-Key", "key")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/ssl/orders/1001/fulfillment-email/resend")
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"));
    }

    @Test
    void accountsHaveTheirOwnKeys() {
        captured("2001", "accountId", "globex");
        resend("1001", "key").then().statusCode(202);

        portal("globex")
                .header("Idempotency-Key", "key")
                .post("/ssl/orders/2001/fulfillment-email/resend")
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo(null));
        assertThat(ca.calls()).hasSize(2);
    }

    @Test
    void aRequestThatWasRefusedBeforeTheCaWasAskedLeavesItsKeyFree() {
        captured("1013", "status", "processing");
        resend("1013", "key").then().statusCode(409);
        ordering().body(capture("1013")).put("/ssl/orders/1013").then().statusCode(200);

        resend("1013", "key").then().statusCode(202).header("Idempotency-Replayed", equalTo(null));
    }

    @Test
    void aRepetitionOfARequestThatWaitsForTheCaDoesNotHurryIt() {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        Response first = resend("1001", "key");
        ca.reset();

        Response second = resend("1001", "key");

        first.then().statusCode(202).body("status", equalTo("pending"));
        second.then().statusCode(202).header("Idempotency-Replayed", equalTo("true"));
        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void aRepetitionWhileTheFirstIsWithTheCaShowsItThere() {
        resend("1001", "key").then().statusCode(202);
        execute("update resend set status = 'relaying', settled_at = null, ca_reference = null,"
                + " due_at = requested_at + interval '1 minute'");

        resend("1001", "key")
                .then()
                .statusCode(202)
                .body("status", equalTo("relaying"))
                .header("Idempotency-Replayed", equalTo("true"));
    }

    @Test
    void twentyOfOneRequestAtOnceMakeOneResendAndOneCall() throws Exception {
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(() -> resend("1001", "key"));
        }
        List<String> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<Response> answer : threads.invokeAll(requests)) {
                assertThat(answer.get().statusCode()).isEqualTo(202);
                ids.add(answer.get().jsonPath().getString("id"));
            }
        }

        assertThat(ids).hasSize(20);
        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(ca.calls()).hasSize(1);
    }

    @Test
    void aKeyOf255CharactersIsTaken() {
        String key = "k".repeat(255);
        resend("1001", key).then().statusCode(202);
        resend("1001", key).then().statusCode(202).header("Idempotency-Replayed", equalTo("true"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 3000})
    void aKeyThatIsEmptyOrTooLongIsRefused(int length) {
        wrong(resend("1001", "k".repeat(length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schlüssel", "a\tb"})
    void aKeyThatIsNotPrintableAsciiIsRefused(String key) {
        wrong(resend("1001", key));
    }

    private static Response resend(String order, String key) {
        return acme().header("Idempotency-Key", key).post("/ssl/orders/" + order + "/fulfillment-email/resend");
    }

    private void wrong(Response answer) {
        answer.then()
                .statusCode(400)
                .body("errors[0].in", equalTo("header"))
                .body("errors[0].name", equalTo("Idempotency-Key"));
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
    }

    private static void reused(Response answer) {
        answer.then().statusCode(422).body("type", equalTo("urn:ssl-orders:problem:idempotency-key-reused"));
    }
}
