package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.CA_NOT_CONFIGURED;
import static sslorders.error.ErrorType.NOT_SUPPORTED_BY_CA;
import static sslorders.error.ErrorType.NO_ADMIN_EMAIL;
import static sslorders.error.ErrorType.RECIPIENT_CHANGED;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.error.ErrorType;
import sslorders.testing.ServiceTest;

/**
 * Resends that are rejected without a call to the CA and without a database row. The preview shows the same reason.
 */
@QuarkusTest
class ResendEligibilityTest extends ServiceTest {

    @AfterEach
    void assertNoCallAndNoResend() {
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pending-approval, ORDER_NOT_ISSUED",
        "processing, ORDER_NOT_ISSUED",
        "reissue-pending, ORDER_NOT_ISSUED",
        "cancelled, ORDER_CLOSED",
        "rejected, ORDER_CLOSED",
        "revoked, ORDER_REVOKED",
        "unknown, ORDER_STATE_UNKNOWN",
    })
    void orderThatIsNotIssuedIsRejected(String status, ErrorType reason) {
        captured("1002", "status", status);

        assertRejected(reason);
    }

    @Test
    void orderWithoutAdminEmailIsRejected() {
        captured("1002", "adminEmail", null);

        assertRejected(NO_ADMIN_EMAIL);
        as("acme").preview("1002").then().body("$", not(hasKey("recipient")));
    }

    @ParameterizedTest
    @CsvSource({
        "certificateAuthority, approver, issued",
        "certificateType, code-signing, issued",
        "certificateType, code-signing, pending-approval",
    })
    void unsupportedResendIsRejectedAndShown(String property, String value, String status) {
        captured("1002", with(with(capture("1002"), "status", status), property, value));

        assertRejected(NOT_SUPPORTED_BY_CA);
        as("acme").order("1002").then().body("resendSupported", equalTo(false));
        as("acme").orders().then().body("orders[0].resendSupported", equalTo(false));
    }

    @Test
    void orderOfRemovedCaIsRejected() {
        captured("1002", capture("1002"));
        execute("update certificate_order set certificate_authority = 'gone'");

        assertRejected(CA_NOT_CONFIGURED);
    }

    @Test
    void differentExpectedRecipientIsRejected() {
        captured("1002", capture("1002"));

        for (String other : new String[] {"old@acme.example", "ADMIN@acme.example", "admin@acme.example ", ""}) {
            as("acme")
                    .resend("1002")
                    .body("{\"expectedRecipient\": \"" + other + "\"}")
                    .then()
                    .spec(isProblem(RECIPIENT_CHANGED))
                    .body(not(containsString("@")));
        }
    }

    @Test
    void orderStateIsCheckedBeforeRecipient() {
        captured("1002", "status", "revoked");

        as("acme").resend("1002").expecting("old@acme.example").then().statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | MALFORMED_JSON",
                "{\"expectedRecipient\": \"a\", \"expectedRecipient\": \"b\"} | MALFORMED_JSON",
                "{\"expectedRecipient\": null} | INVALID_REQUEST",
                "{\"expectedRecipient\": 1} | INVALID_REQUEST",
                "{\"expectedRecipient\": [\"admin@acme.example\"]} | INVALID_REQUEST",
                "{\"expected\": \"admin@acme.example\"} | INVALID_REQUEST",
                "[] | INVALID_REQUEST",
                "\"admin@acme.example\" | INVALID_REQUEST",
            })
    void invalidBodyIsRejected(String body, ErrorType problem) {
        captured("1002", capture("1002"));

        as("acme").resend("1002").body(body).then().spec(isProblem(problem));
    }

    private static void assertRejected(ErrorType reason) {
        as("acme")
                .resend("1002")
                .then()
                .spec(isProblem(reason))
                .body("instance", equalTo("/ssl/orders/1002/fulfillment-email/resend"))
                .body("$", not(hasKey("resend")));
        as("acme")
                .preview("1002")
                .then()
                .statusCode(200)
                .body("resendable", equalTo(false))
                .body("reason", equalTo(reason.slug()));
    }
}
