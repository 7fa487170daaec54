package sslorders.ca.enom;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.ca.Outcome.Unknown;
import sslorders.ca.XmlDialectContract;

/** The {@code enom} dialect; source: Enom's API documentation. */
@QuarkusTest
class EnomAuthorityTest extends XmlDialectContract {
    private static final String DONE = "<Done>true</Done>";

    @Override
    protected String dialect() {
        return "enom";
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of("credentials.user", "sandbox-user", "credentials.password", "sandbox-enom-password");
    }

    @Override
    protected MappingBuilder theCall() {
        return post(urlEqualTo("/enom/interface.asp"));
    }

    @Override
    protected String success() {
        return response("<ErrCount>0</ErrCount><Success>True</Success>" + DONE);
    }

    @Override
    protected List<ResponseDefinitionBuilder> ownFailures() {
        return List.of(failure("Internal server error"), failure("The request timed out"));
    }

    @Override
    protected List<ResponseDefinitionBuilder> contradictions() {
        return List.of(
                answered("<ErrCount>1</ErrCount><errors><Err1>Text</Err1></errors><Success>True</Success>" + DONE),
                answered("<ErrCount>0</ErrCount><errors><Err1>Text</Err1></errors><Success>True</Success>" + DONE));
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(failure("Certificate not found"), Reason.OTHER, null),
                Refusal.of(answered("<ErrCount>2</ErrCount>" + DONE), Reason.OTHER, null),
                Refusal.of(aResponse().withStatus(400), Reason.OTHER, "400"));
    }

    @Override
    protected Refusal errorInside() {
        return Refusal.of(failure("Certificate not found"), Reason.OTHER, null);
    }

    @Test
    void callMatchesTheDialect() {
        resend();

        LoggedRequest call = mailCalls().getFirst();
        assertThat(call.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(body(call).split("&"))
                .containsExactlyInAnyOrder(
                        "command=CertResendFulfillmentEmail",
                        "uid=sandbox-user",
                        "pw=sandbox-enom-password",
                        "ResponseType=XML",
                        "CertID=4711");
    }

    @Test
    void successInsideTheCommandElementIsAccepted() {
        answer(answered("<CertResendFulfillmentEmail><Success>True</Success></CertResendFulfillmentEmail>"
                + "<ErrCount>0</ErrCount>" + DONE));

        assertThat(resend()).isEqualTo(acceptance());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ErrCount>0</ErrCount><Success>True</Success>",
                "<ErrCount>0</ErrCount><Success>True</Success><Done>false</Done>",
                "<ErrCount>0</ErrCount><Success>False</Success><Done>true</Done>",
                "<ErrCount>0</ErrCount><Done>true</Done>",
                "<Success>True</Success><Done>true</Done>",
                "<ErrCount>none</ErrCount><Success>True</Success><Done>true</Done>"
            })
    void otherResponseIsUnknown(String reply) {
        answer(answered(reply));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"Too many requests", "Rate limit exceeded"})
    void throttlingInStatus200IsNotExecuted(String text) {
        answer(failure(text));

        assertThat(resend()).isInstanceOf(NotExecuted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CA-4711", "123456789", "", "47 11"})
    void nonNumericOrderIdIsNotRequested(String id) {
        var request = new CertificateAuthority.Request(UUID.randomUUID(), id, "wildcard", "admin@acme.example");

        assertThat(adapter().resendFulfillmentEmail(request))
                .isEqualTo(new Rejected(Reason.ORDER_NOT_FOUND, Optional.empty()));
        assertThat(ca.calls()).isEmpty();
    }

    private static ResponseDefinitionBuilder failure(String text) {
        return answered("<ErrCount>1</ErrCount><errors><Err1>" + text + "</Err1></errors>" + DONE);
    }

    private static ResponseDefinitionBuilder answered(String content) {
        return aResponse().withStatus(200).withBody(response(content));
    }

    private static String response(String content) {
        return "<?xml version=\"1.0\"?><interface-response><Command>CERTRESENDFULFILLMENTEMAIL</Command>" + content
                + "</interface-response>";
    }
}
