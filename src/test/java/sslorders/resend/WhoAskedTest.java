package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** Who requested a resend, through which party, and by which reference of its own. */
@QuarkusTest
class WhoAskedTest extends ServiceTest {
    private static final String RESEND = "/ssl/orders/1001/fulfillment-email/resend";

    @BeforeEach
    void anIssuedOrder() {
        captured("1001", capture("1001"));
    }

    @Test
    void actorOfTheTokenIsKept() {
        Response answer = withToken(token("\"sub\":\"user-17\",\"act\":{\"sub\":\"acme-portal\"}"))
                .post(RESEND);

        answer.then().statusCode(202).body("requestedBy", equalTo("user-17")).body("actor", equalTo("acme-portal"));
        acme().get(answer.header("Location")).then().body("actor", equalTo("acme-portal"));
        acme().get("/ssl/orders/1001/fulfillment-email/resends")
                .then()
                .body("resends[0].actor", equalTo("acme-portal"));
        acme().get("/ssl/orders/1001/fulfillment-email").then().body("lastResend.actor", equalTo("acme-portal"));
    }

    @Test
    void actorIsAbsentIfTheTokenNamesNone() {
        withToken(token("\"sub\":\"user-17\""))
                .post(RESEND)
                .then()
                .statusCode(202)
                .body("$", not(hasKey("actor")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"T-4711", "x", "!", "~", "#/;'\\\"<>&", "LONG"})
    void referenceIsKept(String given) {
        String reference = given.replace("LONG", "x".repeat(64));

        Response answer = withReference(reference).post(RESEND);

        answer.then().statusCode(202).body("reference", equalTo(reference));
        acme().get(answer.header("Location")).then().body("reference", equalTo(reference));
        acme().get("/ssl/orders/1001/fulfillment-email/resends")
                .then()
                .body("resends[0].reference", equalTo(reference));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "two words", "admin@acme.example", "a\nb", "a\u0000b", "a\u007fb", "Größe", "LONG"})
    void otherReferenceIsInvalid(String given) {
        withReference(given.replace("LONG", "x".repeat(65)))
                .post(RESEND)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:ssl-orders:problem:invalid-request"))
                .body("errors[0].name", equalTo("/reference"));
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
    }

    @Test
    void referenceIsPartOfTheIdempotentRequest() {
        withReference("T-1")
                .header("Idempotency-Key", "key")
                .post(RESEND)
                .then()
                .statusCode(202);

        withReference("T-1")
                .header("Idempotency-Key", "key")
                .post(RESEND)
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("reference", equalTo("T-1"));
        for (RequestSpecification other : new RequestSpecification[] {withReference("T-2"), acme()}) {
            other.header("Idempotency-Key", "key")
                    .post(RESEND)
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("urn:ssl-orders:problem:idempotency-key-reused"));
        }
        assertThat(ca.calls()).hasSize(1);
    }

    private static RequestSpecification withReference(String reference) {
        return acme().contentType(ContentType.JSON).body(Map.of("reference", reference));
    }

    private static String token(String claims) {
        return TestParts.oidc()
                .sign(
                        "{\"iss\":\"%s\",\"aud\":\"ssl-orders\",\"iat\":1,\"exp\":9999999999,\"scope\":\"ssl-orders:resend\",\"account_id\":\"acme\",%s}"
                                .formatted(TestParts.oidc().issuer(), claims));
    }
}
