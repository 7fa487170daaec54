package sslorders.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static sslorders.error.ErrorType.INSUFFICIENT_SCOPE;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.MALFORMED_JSON;
import static sslorders.error.ErrorType.NOT_FOUND;
import static sslorders.error.ErrorType.NO_ACCOUNT;
import static sslorders.error.ErrorType.UNAUTHORIZED;
import static sslorders.http.ProblemMatcher.isProblem;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.testing.ApiRequest;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;
import sslorders.testing.TestParts;

/** An operator pauses a CA, and portals see it. */
@QuarkusTest
class PauseTest extends ServiceTest {
    private static final Instant UNTIL = SettableClock.START.plus(Duration.ofHours(2));
    private static final String ALPHA = "certificateAuthorities.find { it.name == 'alpha' }.";

    @Inject
    MeterRegistry meters;

    @AfterEach
    void resumeAlpha() {
        resume("alpha").then().statusCode(204);
    }

    @Test
    void pausedCaIsShownToPortals() {
        pause("alpha", UNTIL.toString(), "Maintenance of the CA")
                .then()
                .statusCode(200)
                .body("name", equalTo("alpha"))
                .body("state", equalTo("paused"))
                .body("pausedUntil", equalTo(UNTIL.toString()))
                .body("pauseReason", equalTo("Maintenance of the CA"));

        as("acme")
                .get("/ssl/certificate-authorities")
                .then()
                .statusCode(200)
                .body(ALPHA + "state", equalTo("paused"))
                .body(ALPHA + "pausedUntil", equalTo(UNTIL.toString()))
                .body(ALPHA + "pauseReason", equalTo("Maintenance of the CA"))
                .body("certificateAuthorities.findAll { it.name != 'alpha' }.state", everyItem(equalTo("available")))
                .body("certificateAuthorities.name", hasItem("godaddy"));
        assertThat(rows("select action, certificate_authority, reason, details from operator_action"))
                .containsExactly(Map.of(
                        "action", "pause-certificate-authority",
                        "certificate_authority", "alpha",
                        "reason", "Maintenance of the CA",
                        "details", "until=" + UNTIL));
    }

    @Test
    void pauseEndsAutomatically() {
        pause("alpha", UNTIL.toString(), "x").then().statusCode(200);
        clock.set(UNTIL);

        as("acme")
                .get("/ssl/certificate-authorities")
                .then()
                .body(ALPHA + "state", equalTo("available"))
                .body(ALPHA + "pausedUntil", nullValue());
    }

    @Test
    void operatorEndsThePause() {
        pause("alpha", UNTIL.toString(), "x").then().statusCode(200);

        resume("alpha").then().statusCode(204);

        asOperator()
                .get("/ssl/support/certificate-authorities")
                .then()
                .statusCode(200)
                .body(ALPHA + "state", equalTo("available"));
        assertThat(rows("select action from operator_action order by id").stream()
                        .map(row -> row.get("action")))
                .containsExactly(
                        "pause-certificate-authority", "resume-certificate-authority", "list-certificate-authorities");
    }

    @Test
    void listHasETagThatChangesWithThePause() {
        String before = as("acme").get("/ssl/certificate-authorities").send().header("ETag");
        as("acme")
                .get("/ssl/certificate-authorities")
                .header("If-None-Match", before)
                .then()
                .statusCode(304);

        pause("alpha", UNTIL.toString(), "x").then().statusCode(200);

        as("acme")
                .get("/ssl/certificate-authorities")
                .header("If-None-Match", before)
                .then()
                .statusCode(200);
    }

    @Test
    void changedPauseKeepsItsBeginning() {
        pause("alpha", UNTIL.toString(), "x").then().statusCode(200);
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        pause("alpha", UNTIL.plusSeconds(60).toString(), "y").then().statusCode(200);

        assertThat(gauge("ssl.orders.ca.paused", "alpha")).isEqualTo(1);
        assertThat(gauge("ssl.orders.ca.paused.for", "alpha")).isEqualTo(3600);
        assertThat(gauge("ssl.orders.ca.paused", "beta")).isZero();
        clock.set(UNTIL.plusSeconds(60));
        assertThat(gauge("ssl.orders.ca.paused.for", "alpha")).isZero();
    }

    @Test
    void pauseAfterAnEndedPauseHasNewBeginning() {
        pause("alpha", UNTIL.toString(), "x").then().statusCode(200);
        clock.set(UNTIL.plusSeconds(60));
        pause("alpha", UNTIL.plusSeconds(600).toString(), "x").then().statusCode(200);

        assertThat(gauge("ssl.orders.ca.paused.for", "alpha")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T09:00:00Z",
                "2026-11-21T09:00:00Z",
                "2026-11-29T09:00:00.000001Z",
                "2026-11-22",
                "tomorrow",
                ""
            })
    void untilIsInTheFutureAndBounded(String until) {
        pause("alpha", until, "x").then().spec(isProblem(INVALID_REQUEST)).body("errors[0].name", equalTo("/until"));

        assertNothingWritten();
    }

    @Test
    void pauseOfSevenDaysIsAccepted() {
        pause("alpha", "2026-11-29T09:00:00Z", "x").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"until\": \"2026-11-22T11:00:00Z\"}",
                "{\"reason\": \"x\"}",
                "{\"until\": \"2026-11-22T11:00:00Z\", \"reason\": \" \"}",
                "{\"until\": \"2026-11-22T11:00:00Z\", \"reason\": \"ask ca@ca.example\"}",
                "{\"until\": \"2026-11-22T11:00:00Z\", \"reason\": \"x\", \"reference\": \"a b\"}",
                "{\"until\": \"2026-11-22T11:00:00Z\", \"reason\": \"x\", \"from\": \"now\"}",
                "{\"until\": 1795345200, \"reason\": \"x\"}",
                "{\"until\": null, \"reason\": \"x\"}",
            })
    void invalidPauseWritesNothing(String body) {
        request("PUT", "alpha").body(body).then().spec(isProblem(INVALID_REQUEST));

        assertNothingWritten();
    }

    @Test
    void allErrorsOfAPauseAreListed() {
        request("PUT", "alpha")
                .body(Map.of())
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", containsInAnyOrder("/until", "/reason"));
        request("PUT", "alpha").body("{").then().spec(isProblem(MALFORMED_JSON));
        assertNothingWritten();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gamma", "ALPHA", "alpha%20"})
    void unknownCaIsNotFound(String name) {
        pause(name, UNTIL.toString(), "x").then().spec(isProblem(NOT_FOUND));
        resume(name).then().spec(isProblem(NOT_FOUND));

        assertNothingWritten();
    }

    @Test
    void listNeedsTokenOfAnAccountWithReadScope() {
        asAnonymous().get("/ssl/certificate-authorities").then().spec(isProblem(UNAUTHORIZED));
        asOperator().get("/ssl/certificate-authorities").then().spec(isProblem(INSUFFICIENT_SCOPE));
        asBearer(TestParts.oidc().token(null, Scopes.READ))
                .get("/ssl/certificate-authorities")
                .then()
                .spec(isProblem(NO_ACCOUNT));
        as("acme")
                .get("/ssl/certificate-authorities")
                .query("state=paused")
                .then()
                .spec(isProblem(INVALID_REQUEST));
    }

    @Test
    void supportSeesThePauseButCannotChangeIt() {
        asSupport()
                .get("/ssl/support/certificate-authorities")
                .then()
                .statusCode(200)
                .body("$", hasKey("certificateAuthorities"));
        asSupport()
                .request("PUT", "/ssl/support/certificate-authorities/alpha/pause")
                .body(Map.of("until", UNTIL.toString(), "reason", "x"))
                .then()
                .spec(isProblem(INSUFFICIENT_SCOPE))
                .body("$", not(hasKey("state")));
    }

    private double gauge(String name, String authority) {
        return meters.get(name).tag("ca", authority).gauge().value();
    }

    private static void assertNothingWritten() {
        assertThat(rows("select * from operator_action")).isEmpty();
        assertThat(rows("select * from certificate_authority_pause")).isEmpty();
    }

    private static ApiRequest pause(String name, String until, String reason) {
        return request("PUT", name).body(Map.of("until", until, "reason", reason));
    }

    private static ApiRequest resume(String name) {
        return request("DELETE", name);
    }

    private static ApiRequest request(String method, String name) {
        return asOperator().request(method, "/ssl/support/certificate-authorities/" + name + "/pause");
    }
}
