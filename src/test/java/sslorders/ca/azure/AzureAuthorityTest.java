package sslorders.ca.azure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sslorders.ca.CertificateAuthorityContract;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Unknown;

/** The {@code azure} dialect. */
@QuarkusTest
class AzureAuthorityTest extends CertificateAuthorityContract {

    @Override
    protected String dialect() {
        return "azure";
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of(
                "credentials.token", "sandbox.azure.token",
                "options.subscription", "00000000-0000-0000-0000-000000000000",
                "options.resourcegroup", "sandbox");
    }

    @Override
    protected MappingBuilder theCall() {
        return post(urlPathMatching("/azure/subscriptions/[^/]+/resourceGroups/[^/]+/providers/"
                + "Microsoft.CertificateRegistration/certificateOrders/[^/]+/resendEmail"));
    }

    @Override
    protected String success() {
        return "{\"status\": \"Succeeded\"}";
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(failure(404, "ResourceNotFound"), Reason.ORDER_NOT_FOUND, "ResourceNotFound"),
                Refusal.of(failure(409, "Conflict"), Reason.WRONG_STATE, "Conflict"),
                Refusal.of(failure(403, "AuthorizationFailed"), Reason.CREDENTIALS_REFUSED, "AuthorizationFailed"),
                Refusal.of(failure(400, "BadRequest"), Reason.OTHER, "400"),
                Refusal.of(aResponse().withStatus(409), Reason.WRONG_STATE, "409"));
    }

    @Override
    protected Refusal errorInside() {
        return new Refusal(failure(200, "Conflict"), new Unknown("status 200"));
    }

    @Test
    void theCallIsThatOfTheDialect() {
        resend();

        LoggedRequest call = mailCalls().getFirst();
        assertThat(call.getUrl())
                .isEqualTo("/azure/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/sandbox"
                        + "/providers/Microsoft.CertificateRegistration/certificateOrders/4711/resendEmail"
                        + "?api-version=2024-11-01");
        assertThat(call.getHeader("Authorization")).isEqualTo("Bearer sandbox.azure.token");
        assertThat(body(call)).isEmpty();
    }

    @Test
    void theVersionOfTheApiCanBeConfiguredAndNamesAreEncoded() {
        adapter(Map.of("options.apiversion", "2030-01-01", "options.resourcegroup", "a/b c"))
                .resendFulfillmentEmail(request());

        assertThat(ca.calls().getFirst().getUrl()).contains("/resourceGroups/a%2Fb%20c/", "api-version=2030-01-01");
    }

    @Test
    void whereTheOrdersAreIsNeeded() {
        assertThatThrownBy(() -> adapter(Map.of("options.subscription", "")))
                .hasMessageContaining("ssl-orders.ca.tested.options.subscription");
    }

    private static ResponseDefinitionBuilder failure(int status, String code) {
        return aResponse()
                .withStatus(status)
                .withBody("{\"error\": {\"code\": \"" + code + "\", \"message\": \"Text\"}}");
    }
}
