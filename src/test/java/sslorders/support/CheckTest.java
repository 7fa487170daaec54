package sslorders.support;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.NOT_FOUND;
import static sslorders.error.ErrorType.UNSUPPORTED_MEDIA_TYPE;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ApiRequest;
import sslorders.testing.ServiceTest;

/** The check of a CA as an operator's call. */
@QuarkusTest
class CheckTest extends ServiceTest {

    @Test
    void stepsOfTheCheckAreReturned() {
        check("alpha")
                .then()
                .statusCode(200)
                .body("certificateAuthority", equalTo("alpha"))
                .body("dialect", equalTo("rest"))
                .body("url", equalTo(ca.url() + "/alpha"))
                .body("failed", equalTo(false))
                .body("steps.step", contains("name", "connection", "tls", "read"))
                .body("steps.result", contains("proven", "proven", "not-proven", "proven"));
        assertThat(ca.wireMock().findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void failedCheckIsNoProblem() {
        check("offline")
                .then()
                .statusCode(200)
                .body("failed", equalTo(true))
                .body("steps.result", contains("proven", "failed", "not-proven", "not-proven"));
    }

    @Test
    void givenOrderIsReadAtTheCa() {
        check("godaddy")
                .body(Map.of("caOrderId", "4711"))
                .then()
                .statusCode(200)
                .body("steps[3].result", equalTo("proven"))
                .body("steps[3].detail", containsString("CertificateIssued"));
        assertThat(ca.calls())
                .extracting(call -> call.getMethod() + " " + call.getUrl())
                .containsExactly("GET /godaddy/v1/certificates/4711/email/history");
    }

    @Test
    void checkIsRecorded() {
        check("godaddy")
                .body(Map.of("caOrderId", "4711", "reason", "The key was rotated.", "reference", "ticket-1"))
                .then()
                .statusCode(200);

        assertThat(rows("select action, certificate_authority, reason, reference, details from operator_action"))
                .containsExactly(Map.of(
                        "action", "check-certificate-authority",
                        "certificate_authority", "godaddy",
                        "reason", "The key was rotated.",
                        "reference", "ticket-1",
                        "details", "caOrderId=4711, failed=false"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gamma", "Alpha", "al%20pha", "%E2%80%AE"})
    void unknownCaIsReportedAndNotRecorded(String name) {
        check(name)
                .then()
                .spec(isProblem(NOT_FOUND))
                .body("detail", containsString("Configured: alpha, approver, beta"));
        assertNothingHappened();
    }

    @ParameterizedTest
    @CsvSource({
        "caOrderId, ''",
        "caOrderId, .4711",
        "caOrderId, '47 11'",
        "caOrderId, ../4711",
        "caOrderId, '<item>'",
        "reason, ''",
        "reason, admin@acme.example",
        "reference, ''",
        "reference, two words",
        "dryRun, true"
    })
    void invalidMemberIsReportedAndNothingIsCalled(String member, String value) {
        check("alpha")
                .body(Map.of(member, value))
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains("/" + member));
        assertNothingHappened();
    }

    @Test
    void tooLongOrderIsReported() {
        check("alpha").body(Map.of("caOrderId", "x".repeat(129))).then().spec(isProblem(INVALID_REQUEST));
        assertNothingHappened();
    }

    @Test
    void queryParameterIsRejected() {
        check("alpha").query("caOrderId=4711").then().spec(isProblem(INVALID_REQUEST));
        assertNothingHappened();
    }

    @Test
    void bodyMustBeJson() {
        check("alpha").body("text/plain", "alpha").then().spec(isProblem(UNSUPPORTED_MEDIA_TYPE));
        assertNothingHappened();
    }

    private void assertNothingHappened() {
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from operator_action")).isEqualTo(List.of());
    }

    private static ApiRequest check(String name) {
        return asOperator().request("POST", "/ssl/support/certificate-authorities/" + name + "/check");
    }
}
