package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.RECIPIENT_DIFFERS;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.error.ErrorType;
import sslorders.testing.ServiceTest;

/** The recipient of a resend, and the check that the CA sends the e-mail to this address. */
@QuarkusTest
class RecipientCheckTest extends ServiceTest {
    @ParameterizedTest
    @CsvSource({"alpha, sent-along", "godaddy, checked"})
    void acceptedResendShowsRecipientCheck(String authority, String check) {
        captured("1001", "certificateAuthority", authority);

        Response response = as("acme").resend("1001").send();

        response.then().statusCode(202).body("status", equalTo("accepted")).body("recipientCheck", equalTo(check));
        as("acme").get(response.header("Location")).then().body("recipientCheck", equalTo(check));
        as("acme").history("1001").then().body("resends[0].recipientCheck", equalTo(check));
    }

    @Test
    void unknownOutcomeShowsRecipientCheck() {
        captured("1001", capture("1001"));
        caReturns(500);

        as("acme").resend("1001").then().statusCode(504).body("resend.recipientCheck", equalTo("sent-along"));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 503})
    void resendWithoutEmailShowsNoCheck(int caStatus) {
        captured("1001", capture("1001"));
        caReturns(caStatus);

        as("acme").resend("1001").send();

        as("acme").history("1001").then().body("resends[0]", not(hasKey("recipientCheck")));
    }

    @Test
    void differentRecipientAtTheCaIsRejected() {
        captured("1001", with(with(capture("1001"), "certificateAuthority", "godaddy"), "adminEmail", "a@b.example"));

        Response response = as("acme").resend("1001").withKey("key").send();

        response.then()
                .spec(isProblem(RECIPIENT_DIFFERS))
                .body("resend.status", equalTo("rejected"))
                .body("resend.recipient", equalTo("a@b.example"))
                .body("resend", not(hasKey("recipientCheck")));
        assertThat(ca.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.getMethod().getName()).isEqualTo("GET"));
        assertThat(response.asString()).doesNotContain("admin@acme.example");
        as("acme").resend("1001").withKey("key").then().spec(isProblem(RECIPIENT_DIFFERS));
    }

    /** Release 1.0.0 fails if it reads an unknown value from this column. */
    @Test
    void newReasonIsNotWrittenToOldColumn() {
        captured("1001", with(with(capture("1001"), "certificateAuthority", "godaddy"), "adminEmail", "a@b.example"));

        as("acme").resend("1001").then().statusCode(409);

        assertThat(rows("select refusal, rejection_reason from resend").getFirst())
                .containsEntry("refusal", null)
                .containsEntry("rejection_reason", "RECIPIENT_DIFFERS");
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_STATE, , CA_WRONG_STATE",
        "WRONG_STATE, WRONG_STATE, CA_WRONG_STATE",
        ", OF_A_LATER_RELEASE, CA_REFUSED",
        ", , CA_REFUSED"
    })
    void reasonOfOtherReleaseIsRead(String refusal, String reason, ErrorType problem) {
        captured("1001", capture("1001"));
        caReturns(409);
        as("acme").resend("1001").withKey("key").then().statusCode(409);
        execute("update resend set refusal = " + literal(refusal) + ", rejection_reason = " + literal(reason));

        as("acme").resend("1001").withKey("key").then().spec(isProblem(problem));
    }

    @Test
    void resendOfRelease100ShowsNoCheck() {
        captured("1001", capture("1001"));
        as("acme").resend("1001").body("{}").then().statusCode(202);
        execute("update resend set actor = null, recipient_check = null");

        as("acme")
                .history("1001")
                .then()
                .body("resends[0]", not(hasKey("recipientCheck")))
                .body("resends[0]", not(hasKey("actor")));
    }

    private static String literal(String value) {
        return value == null ? "null" : "'" + value + "'";
    }

    private void caReturns(int status) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
    }
}
