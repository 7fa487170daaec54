package sslorders.ca.trustico;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CertificateAuthorityContract;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.ca.Outcome.Unknown;

/** The {@code trustico} dialect. */
@QuarkusTest
class TrusticoAuthorityTest extends CertificateAuthorityContract {

    @Override
    protected String dialect() {
        return "trustico";
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of("credentials.token", "sandbox.trustico.token");
    }

    @Override
    protected MappingBuilder theCall() {
        return post(urlEqualTo("/trustico/order/resendemail"));
    }

    @Override
    protected String success() {
        return "{\"SuccessCode\": 1}";
    }

    @Override
    protected List<ResponseDefinitionBuilder> ownFailures() {
        return List.of(
                aResponse().withBody("{\"SuccessCode\": 0, \"ErrorMSG\": [\"Internal server error\"]}"),
                aResponse().withBody("{\"SuccessCode\": 0, \"ErrorMSG\": \"The request timed out\"}"));
    }

    @Override
    protected List<ResponseDefinitionBuilder> contradictions() {
        return List.of(
                aResponse().withBody("{\"SuccessCode\": 1, \"ErrorMSG\": [\"Order not found\"]}"),
                aResponse().withBody("[{\"SuccessCode\": 1}, {\"SuccessCode\": 0}]"));
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(failure(), Reason.OTHER, null),
                Refusal.of(aResponse().withStatus(403), Reason.CREDENTIALS_REFUSED, "403"),
                Refusal.of(aResponse().withStatus(400), Reason.OTHER, "400"));
    }

    @Override
    protected Refusal errorInside() {
        return Refusal.of(failure(), Reason.OTHER, null);
    }

    @Test
    void callMatchesTheDialect() {
        resend();

        LoggedRequest call = mailCalls().getFirst();
        assertThat(call.getHeader("Authorization")).isEqualTo("Bearer sandbox.trustico.token");
        assertThat(call.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(body(call)).isEqualTo("{\"OrderReference\":4711,\"EmailType\":\"Fulfillment\"}");
    }

    @Test
    void responseAsArrayOfOneIsRead() {
        answer(aResponse().withBody("[{\"SuccessCode\": 1, \"More\": {\"a\": []}}]"));

        assertThat(resend()).isEqualTo(acceptance());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"SuccessCode\": 2}",
                "{\"SuccessCode\": null}",
                "{\"SuccessCode\": true}",
                "{\"SuccessCode\": 1, \"SuccessCode\": 0}",
                "[{\"SuccessCode\": 1}, {\"SuccessCode\": 0}]",
                "[null]"
            })
    void otherResponseIsUnknown(String reply) {
        answer(aResponse().withBody(reply));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @Test
    void nonNumericOrderIdIsNotRequested() {
        var request = new CertificateAuthority.Request(UUID.randomUUID(), "CA-4711", "wildcard", "admin@acme.example");

        assertThat(adapter().resendFulfillmentEmail(request))
                .isEqualTo(new Rejected(Reason.ORDER_NOT_FOUND, Optional.empty()));
        assertThat(ca.calls()).isEmpty();
    }

    private static ResponseDefinitionBuilder failure() {
        return aResponse().withStatus(200).withBody("{\"SuccessCode\": 0, \"ErrorMSG\": [\"Order is not active\"]}");
    }
}
