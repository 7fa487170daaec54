package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

/** What a resend shows of its recipient, and of the check that the CA uses that address. */
@QuarkusTest
class RecipientCheckTest extends ServiceTest {
    private static final String RESEND = "/ssl/orders/1001/fulfillment-email/resend";

    @ParameterizedTest
    @CsvSource({"alpha, sent-along", "godaddy, checked"})
    void acceptedResendShowsTheCheckThatWasMade(String authority, String check) {
        captured("1001", "certificateAuthority", authority);

        Response answer = acme().post(RESEND);

        answer.then().statusCode(202).body("status", equalTo("accepted")).body("recipientCheck", equalTo(check));
        acme().get(answer.header("Location")).then().body("recipientCheck", equalTo(check));
        acme().get("/ssl/orders/1001/fulfillment-email/resends")
                .then()
                .body("resends[0].recipientCheck", equalTo(check));
    }

    @Test
    void unknownOutcomeShowsTheCheckThatWasMade() {
        captured("1001", capture("1001"));
        caAnswers(500);

        acme().post(RESEND).then().statusCode(504).body("resend.recipientCheck", equalTo("sent-along"));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 503})
    void resendOfWhichNoMailWasSentShowsNoCheck(int caStatus) {
        captured("1001", capture("1001"));
        caAnswers(caStatus);

        acme().post(RESEND);

        acme().get("/ssl/orders/1001/fulfillment-email/resends")
                .then()
                .body("resends[0]", not(hasKey("recipientCheck")));
    }

    @Test
    void differentRecipientAtTheCaIsRejectedUnsent() {
        captured("1001", with(with(capture("1001"), "certificateAuthority", "godaddy"), "adminEmail", "a@b.example"));

        Response answer = acme().header("Idempotency-Key", "key").post(RESEND);

        answer.then()
                .statusCode(409)
                .body("type", equalTo("urn:ssl-orders:problem:recipient-differs"))
                .body("resend.status", equalTo("rejected"))
                .body("resend.recipient", equalTo("a@b.example"))
                .body("resend", not(hasKey("recipientCheck")));
        assertThat(ca.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.getMethod().getName()).isEqualTo("GET"));
        assertThat(answer.asString()).doesNotContain("admin@acme.example");
        acme().header("Idempotency-Key", "key")
                .post(RESEND)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ssl-orders:problem:recipient-differs"));
    }

    /** Release 1.0.0 fails on a value of this column that it does not have. */
    @Test
    void reasonThatRelease100DoesNotHaveIsNotInItsColumn() {
        captured("1001", with(with(capture("1001"), "certificateAuthority", "godaddy"), "adminEmail", "a@b.example"));

        acme().post(RESEND).then().statusCode(409);

        assertThat(rows("select refusal, rejection_reason from resend").getFirst())
                .containsEntry("refusal", null)
                .containsEntry("rejection_reason", "RECIPIENT_DIFFERS");
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_STATE, , 409, ca-wrong-state",
        "WRONG_STATE, WRONG_STATE, 409, ca-wrong-state",
        ", OF_A_LATER_RELEASE, 502, ca-refused",
        ", , 502, ca-refused"
    })
    void reasonsOfOtherReleasesAreRead(String refusal, String reason, int status, String problem) {
        captured("1001", capture("1001"));
        caAnswers(409);
        acme().header("Idempotency-Key", "key").post(RESEND).then().statusCode(409);
        execute("update resend set refusal = " + literal(refusal) + ", rejection_reason = " + literal(reason));

        acme().header("Idempotency-Key", "key")
                .post(RESEND)
                .then()
                .statusCode(status)
                .body("type", equalTo("urn:ssl-orders:problem:" + problem));
    }

    @Test
    void resendOfRelease100ShowsNoCheck() {
        captured("1001", capture("1001"));
        acme().contentType(ContentType.JSON).body("{}").post(RESEND).then().statusCode(202);
        execute("update resend set actor = null, recipient_check = null");

        acme().get("/ssl/orders/1001/fulfillment-email/resends")
                .then()
                .body("resends[0]", not(hasKey("recipientCheck")))
                .body("resends[0]", not(hasKey("actor")));
    }

    private static String literal(String value) {
        return value == null ? "null" : "'" + value + "'";
    }

    private void caAnswers(int status) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
    }
}
