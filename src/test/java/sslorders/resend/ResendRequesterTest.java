package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.IDEMPOTENCY_KEY_REUSED;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ApiRequest;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** The subject, the actor and the reference of the client that a resend stores. */
@QuarkusTest
class ResendRequesterTest extends ServiceTest {
    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @Test
    void actorOfTokenIsStored() {
        Response response = asBearer(token("\"sub\":\"user-17\",\"act\":{\"sub\":\"acme-portal\"}"))
                .resend("1001")
                .send();

        response.then().statusCode(202).body("requestedBy", equalTo("user-17")).body("actor", equalTo("acme-portal"));
        as("acme").get(response.header("Location")).then().body("actor", equalTo("acme-portal"));
        as("acme").history("1001").then().body("resends[0].actor", equalTo("acme-portal"));
        as("acme").preview("1001").then().body("lastResend.actor", equalTo("acme-portal"));
    }

    @Test
    void actorIsAbsentIfTokenHasNone() {
        asBearer(token("\"sub\":\"user-17\""))
                .resend("1001")
                .then()
                .statusCode(202)
                .body("$", not(hasKey("actor")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"T-4711", "x", "!", "~", "#/;'\\\"<>&", "LONG"})
    void referenceIsStored(String value) {
        String reference = value.replace("LONG", "x".repeat(64));

        Response response = withReference(reference).send();

        response.then().statusCode(202).body("reference", equalTo(reference));
        as("acme").get(response.header("Location")).then().body("reference", equalTo(reference));
        as("acme").history("1001").then().body("resends[0].reference", equalTo(reference));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "two words", "admin@acme.example", "a\nb", "a\u0000b", "a\u007fb", "Größe", "LONG"})
    void invalidReferenceIsReported(String value) {
        withReference(value.replace("LONG", "x".repeat(65)))
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors[0].name", equalTo("/reference"));
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
    }

    @Test
    void referenceIsPartOfIdempotentRequest() {
        withReference("T-1").withKey("key").then().statusCode(202);

        withReference("T-1")
                .withKey("key")
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("reference", equalTo("T-1"));
        for (ApiRequest other : List.of(withReference("T-2"), as("acme").resend("1001"))) {
            other.withKey("key").then().spec(isProblem(IDEMPOTENCY_KEY_REUSED));
        }
        assertThat(ca.calls()).hasSize(1);
    }

    private static ApiRequest withReference(String reference) {
        return as("acme").resend("1001").body(Map.of("reference", reference));
    }

    private static String token(String claims) {
        return TestParts.oidc()
                .sign(
                        "{\"iss\":\"%s\",\"aud\":\"ssl-orders\",\"iat\":1,\"exp\":9999999999,\"scope\":\"ssl-orders:resend\",\"account_id\":\"acme\",%s}"
                                .formatted(TestParts.oidc().issuer(), claims));
    }
}
