package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static sslorders.error.ErrorType.IDEMPOTENCY_KEY_REUSED;
import static sslorders.http.ProblemMatcher.isProblem;

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
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** Idempotency: a request with an {@code Idempotency-Key} is executed once, even if the client repeats it. */
@QuarkusTest
class IdempotencyTest extends ServiceTest {

    @BeforeEach
    void captureOrders() {
        captured("1001", capture("1001"));
        captured("1002", capture("1002"));
    }

    @Test
    void repeatedRequestReturnsFirstResend() {
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
    void repeatedRequestReturnsFirstProblem(int caStatus, int status, String resendStatus) {
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
    void repeatedRequestIgnoresLimitsAndOrderState() {
        Response first = resend("1001", "key");
        asOrdering()
                .capture("1001", with(capture("1001"), "status", "revoked"))
                .then()
                .statusCode(200);
        // This time is shorter than the retention of keys, since expired keys may be deleted at any time.
        clock.set(SettableClock.START.plus(Duration.ofDays(6)));

        assertThat(resend("1001", "key").jsonPath().getMap(""))
                .isEqualTo(first.jsonPath().getMap(""));
    }

    @Test
    void differentKeyIsDifferentRequest() {
        resend("1001", "key").then().statusCode(202);

        resend("1001", "other key").then().statusCode(429);
        resend("1001", "KEY").then().statusCode(429);
    }

    @Test
    void keyOfDifferentRequestIsRejected() {
        resend("1001", "key").then().statusCode(202);

        assertKeyReused(resend("1002", "key"));
        assertKeyReused(as("acme")
                .resend("1001")
                .withKey("key")
                .expecting("admin@acme.example")
                .send());
        assertThat(ca.calls()).hasSize(1);
    }

    @Test
    void emptyBodyEqualsNoBody() {
        resend("1001", "key").then().statusCode(202);

        as("acme")
                .resend("1001")
                .withKey("key")
                .body("{}")
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"));
    }

    @Test
    void keyIsUniquePerAccount() {
        captured("2001", "accountId", "globex");
        resend("1001", "key").then().statusCode(202);

        as("globex").resend("2001").withKey("key").then().statusCode(202).header("Idempotency-Replayed", equalTo(null));
        assertThat(ca.calls()).hasSize(2);
    }

    @Test
    void rejectedRequestDoesNotUseItsKey() {
        captured("1013", "status", "processing");
        resend("1013", "key").then().statusCode(409);
        asOrdering().capture("1013", capture("1013")).then().statusCode(200);

        resend("1013", "key").then().statusCode(202).header("Idempotency-Replayed", equalTo(null));
    }

    @Test
    void repeatedRequestDoesNotTriggerRetry() {
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
    void repeatedRequestDuringCallIsRelaying() {
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
    void concurrentRepeatsMakeOneResendAndOneCall() throws Exception {
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(() -> resend("1001", "key"));
        }
        List<String> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<Response> response : threads.invokeAll(requests)) {
                assertThat(response.get().statusCode()).isEqualTo(202);
                ids.add(response.get().jsonPath().getString("id"));
            }
        }

        assertThat(ids).hasSize(20);
        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(ca.calls()).hasSize(1);
    }

    @Test
    void keyOf255CharactersIsAccepted() {
        String key = "k".repeat(255);
        resend("1001", key).then().statusCode(202);
        resend("1001", key).then().statusCode(202).header("Idempotency-Replayed", equalTo("true"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 3000})
    void emptyOrTooLongKeyIsInvalid(int length) {
        assertInvalidKey(resend("1001", "k".repeat(length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schlüssel", "a\tb"})
    void keyWithOtherCharactersIsInvalid(String key) {
        assertInvalidKey(resend("1001", key));
    }

    private static Response resend(String order, String key) {
        return as("acme").resend(order).withKey(key).send();
    }

    private void assertInvalidKey(Response response) {
        response.then()
                .statusCode(400)
                .body("errors[0].in", equalTo("header"))
                .body("errors[0].name", equalTo("Idempotency-Key"));
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
    }

    private static void assertKeyReused(Response response) {
        response.then().spec(isProblem(IDEMPOTENCY_KEY_REUSED));
    }
}
