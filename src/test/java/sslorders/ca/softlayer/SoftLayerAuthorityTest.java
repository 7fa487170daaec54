package sslorders.ca.softlayer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.CertificateAuthorityContract;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Unknown;

/** The {@code softlayer} dialect. */
@QuarkusTest
class SoftLayerAuthorityTest extends CertificateAuthorityContract {

    @Override
    protected String dialect() {
        return "softlayer";
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of("credentials.user", "sandbox-user", "credentials.key", "sandbox-softlayer-key");
    }

    @Override
    protected MappingBuilder theCall() {
        return post(urlPathMatching("/softlayer/rest/v3.1/SoftLayer_Security_Certificate_Request/[^/]+/resendEmail"));
    }

    @Override
    protected String success() {
        return "true";
    }

    @Override
    protected List<ResponseDefinitionBuilder> ownFailures() {
        return List.of(
                failure(500, "SoftLayer_Exception_Public", "Internal Error"),
                failure(500, "SoftLayer_Exception_Other"));
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(
                        failure(404, "SoftLayer_Exception_ObjectNotFound"),
                        Reason.ORDER_NOT_FOUND,
                        "SoftLayer_Exception_ObjectNotFound"),
                Refusal.of(failure(400, "SoftLayer_Exception_Public"), Reason.OTHER, "SoftLayer_Exception_Public"),
                Refusal.of(
                        failure(500, "SoftLayer_Exception_Public", "Access Denied. "),
                        Reason.CREDENTIALS_REFUSED,
                        "SoftLayer_Exception_Public"),
                Refusal.of(
                        failure(500, "SoftLayer_Exception_InvalidValue"),
                        Reason.OTHER,
                        "SoftLayer_Exception_InvalidValue"),
                Refusal.of(
                        failure(500, "SoftLayer_Exception_WebService_BadRequest"),
                        Reason.OTHER,
                        "SoftLayer_Exception_WebService_BadRequest"),
                Refusal.of(
                        failure(500, "SoftLayer_Exception_NotImplemented"),
                        Reason.OTHER,
                        "SoftLayer_Exception_NotImplemented"),
                Refusal.of(aResponse().withBody("false"), Reason.OTHER, null),
                Refusal.of(failure(404, "SoftLayer_Exception_Other"), Reason.OTHER, "404"));
    }

    @Override
    protected Refusal errorInside() {
        return new Refusal(failure(200, "SoftLayer_Exception_Public"), new Unknown("status 200, unreadable response"));
    }

    @Override
    protected ResponseDefinitionBuilder throttled() {
        return failure(500, "SoftLayer_Exception_WebService_RateLimitExceeded");
    }

    @Test
    void callMatchesTheDialect() {
        resend();

        LoggedRequest call = mailCalls().getFirst();
        assertThat(call.getUrl())
                .isEqualTo("/softlayer/rest/v3.1/SoftLayer_Security_Certificate_Request/4711/resendEmail");
        // Base64 of sandbox-user:sandbox-softlayer-key.
        assertThat(call.getHeader("Authorization")).isEqualTo("Basic c2FuZGJveC11c2VyOnNhbmRib3gtc29mdGxheWVyLWtleQ==");
        assertThat(body(call)).isEqualTo("{\"parameters\":[\"FulfillmentEmail\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "{\"result\": true}", "[true]", "true true"})
    void onlyTrueIsASuccess(String reply) {
        answer(aResponse().withStatus(200).withBody(reply));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @Test
    void serverFailureWithUnknownCodeIsUnknown() {
        answer(failure(500, "SoftLayer_Exception_Other"));

        assertThat(resend()).isEqualTo(new Unknown("status 500"));
    }

    /** Source: githubio_source, Exceptions: the code for all other failures. */
    @ParameterizedTest
    @CsvSource({"500, Text", "500, Internal Error", "400, Internal Error", "500, ''"})
    void catchAllCodeOfAServerFailureIsUnknown(int status, String text) {
        answer(failure(status, "SoftLayer_Exception_Public", text));

        assertThat(resend()).isEqualTo(new Unknown("code SoftLayer_Exception_Public"));
    }

    private static ResponseDefinitionBuilder failure(int status, String code) {
        return failure(status, code, "Text");
    }

    private static ResponseDefinitionBuilder failure(int status, String code, String text) {
        return aResponse().withStatus(status).withBody("{\"error\": \"" + text + "\", \"code\": \"" + code + "\"}");
    }
}
