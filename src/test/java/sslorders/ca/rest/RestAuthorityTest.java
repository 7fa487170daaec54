package sslorders.ca.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
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
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CertificateAuthorityContract;
import sslorders.ca.Outcome;
import sslorders.ca.Outcome.Accepted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Unknown;
import sslorders.ca.RecipientCheck;

/** The {@code rest} dialect. The tests of resends verify the responses to clients for its outcomes. */
@QuarkusTest
class RestAuthorityTest extends CertificateAuthorityContract {

    @Override
    protected String dialect() {
        return "rest";
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of("credentials.token", "sandbox-ca-token");
    }

    @Override
    protected MappingBuilder theCall() {
        return post(urlPathMatching("/rest/orders/[^/]+/fulfillment-email/resend"));
    }

    @Override
    protected RecipientCheck recipientCheck() {
        return RecipientCheck.SENT_ALONG;
    }

    @Override
    protected String success() {
        return "{\"reference\": \"mail-4711\"}";
    }

    @Override
    protected Outcome acceptance() {
        return new Accepted(Optional.of("mail-4711"));
    }

    @Override
    protected Class<? extends Outcome> emptyBody() {
        return Accepted.class;
    }

    @Override
    protected List<ResponseDefinitionBuilder> ownFailures() {
        return List.of(aResponse().withStatus(500).withBody("{\"error\": \"internal\"}"));
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(aResponse().withStatus(404), Reason.ORDER_NOT_FOUND, "404"),
                Refusal.of(aResponse().withStatus(409), Reason.WRONG_STATE, "409"),
                Refusal.of(aResponse().withStatus(422), Reason.NOT_SUPPORTED, "422"),
                Refusal.of(aResponse().withStatus(403), Reason.CREDENTIALS_REFUSED, "403"),
                Refusal.of(aResponse().withStatus(400), Reason.OTHER, "400"));
    }

    @Override
    protected Refusal errorInside() {
        return new Refusal(
                aResponse().withStatus(200).withBody("[{\"error\": \"wrong state\"}]"),
                new Unknown("status 200, unreadable response"));
    }

    @Test
    void callMatchesTheDialect() {
        resend();

        LoggedRequest call = mailCalls().getFirst();
        assertThat(call.getUrl()).isEqualTo("/rest/orders/4711/fulfillment-email/resend");
        assertThat(call.getHeader("Authorization")).isEqualTo("Bearer sandbox-ca-token");
        assertThat(call.getHeader("Idempotency-Key"))
                .isEqualTo(request().resendId().toString());
        assertThat(call.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(body(call)).isEqualTo("{\"recipient\":\"admin@acme.example\"}");
    }

    @Test
    void idIsOnePathSegmentBelowTheConfiguredUrl() {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
        var request =
                new CertificateAuthority.Request(UUID.randomUUID(), "a:b.c_d-e", "wildcard", "admin@acme.example");

        adapter(Map.of("url", ca.url() + "/gateway/v1/")).resendFulfillmentEmail(request);

        assertThat(ca.calls().getFirst().getUrl()).isEqualTo("/gateway/v1/orders/a:b.c_d-e/fulfillment-email/resend");
    }

    @Test
    void tokenOrTokenEndpointIsRequired() {
        assertThatThrownBy(() -> adapter(Map.of("credentials.token", "")))
                .hasMessageContaining("ssl-orders.ca.tested.credentials.token");
        assertThatThrownBy(() -> adapter(Map.of(
                        "oauth.token-url", "https://ca.example/token",
                        "oauth.client-id", "x",
                        "oauth.client-secret", "x")))
                .hasMessageContaining("ssl-orders.ca.tested.credentials.token");
    }
}
