package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.testing.ServiceTest;

/** What is refused before the CA is asked: each with its problem, no row, and the same reason in the preview. */
@QuarkusTest
class ResendRefusedTest extends ServiceTest {

    @AfterEach
    void neitherTheCaNorTheHistoryKnowsOfIt() {
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pending-approval, order-not-issued",
        "processing, order-not-issued",
        "reissue-pending, order-not-issued",
        "cancelled, order-closed",
        "rejected, order-closed",
        "revoked, order-revoked",
        "unknown, order-state-unknown",
    })
    void anOrderThatIsNotIssuedIsRefused(String status, String reason) {
        captured("1002", "status", status);

        refused(409, reason);
    }

    @Test
    void anOrderWithoutAdminEmailIsRefused() {
        captured("1002", "adminEmail", null);

        refused(409, "no-admin-email");
        acme().get("/ssl/orders/1002/fulfillment-email").then().body("$", not(hasKey("recipient")));
    }

    @ParameterizedTest
    @CsvSource({
        "certificateAuthority, approver, issued",
        "certificateType, code-signing, issued",
        "certificateType, code-signing, pending-approval",
    })
    void anOrderWhoseMailItsCaNeverSendsAgainSaysSoBeforeAnybodyAsks(String property, String value, String status) {
        captured("1002", with(with(capture("1002"), "status", status), property, value));

        refused(409, "not-supported-by-ca");
        acme().get("/ssl/orders/1002").then().body("resendSupported", equalTo(false));
        acme().get("/ssl/orders").then().body("orders[0].resendSupported", equalTo(false));
    }

    @Test
    void anOrderWhoseCaIsNoLongerConfiguredIsRefused() {
        captured("1002", capture("1002"));
        execute("update certificate_order set certificate_authority = 'gone'");

        refused(409, "ca-not-configured");
    }

    @Test
    void aConfirmedAddressThatIsNotTheCapturedOneIsRefused() {
        captured("1002", capture("1002"));

        for (String other : new String[] {"old@acme.example", "ADMIN@acme.example", "admin@acme.example ", ""}) {
            acme().contentType(ContentType.JSON)
                    .body("{\"expectedRecipient\": \"" + other + "\"}")
                    .post("/ssl/orders/1002/fulfillment-email/resend")
                    .then()
                    .statusCode(412)
                    .body("type", equalTo("urn:ssl-orders:problem:recipient-changed"))
                    .body(not(containsString("@")));
        }
    }

    @Test
    void theStateOfTheOrderIsSaidBeforeTheAddressIsCompared() {
        captured("1002", "status", "revoked");

        acme().contentType(ContentType.JSON)
                .body("{\"expectedRecipient\": \"old@acme.example\"}")
                .post("/ssl/orders/1002/fulfillment-email/resend")
                .then()
                .statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | malformed-json",
                "{\"expectedRecipient\": \"a\", \"expectedRecipient\": \"b\"} | malformed-json",
                "{\"expectedRecipient\": null} | invalid-request",
                "{\"expectedRecipient\": 1} | invalid-request",
                "{\"expectedRecipient\": [\"admin@acme.example\"]} | invalid-request",
                "{\"expected\": \"admin@acme.example\"} | invalid-request",
                "[] | invalid-request",
                "\"admin@acme.example\" | invalid-request",
            })
    void aWrongBodyIsRefused(String body, String problem) {
        captured("1002", capture("1002"));

        acme().contentType(ContentType.JSON)
                .body(body)
                .post("/ssl/orders/1002/fulfillment-email/resend")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:ssl-orders:problem:" + problem));
    }

    private static void refused(int status, String reason) {
        acme().post("/ssl/orders/1002/fulfillment-email/resend")
                .then()
                .statusCode(status)
                .body("type", equalTo("urn:ssl-orders:problem:" + reason))
                .body("instance", equalTo("/ssl/orders/1002/fulfillment-email/resend"))
                .body("$", not(hasKey("resend")));
        acme().get("/ssl/orders/1002/fulfillment-email")
                .then()
                .statusCode(200)
                .body("resendable", equalTo(false))
                .body("reason", equalTo(reason));
    }
}
