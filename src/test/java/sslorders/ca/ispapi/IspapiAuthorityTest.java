package sslorders.ca.ispapi;

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
import sslorders.ca.CertificateAuthorityContract;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.ca.Outcome.Unknown;

/** The {@code ispapi} dialect. Sources of the codes: hexonet-api-documentation and the tests of the official SDKs. */
@QuarkusTest
class IspapiAuthorityTest extends CertificateAuthorityContract {

    @Override
    protected String dialect() {
        return "ispapi";
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of("credentials.user", "sandbox-user", "credentials.password", "sandbox-ispapi-password");
    }

    @Override
    protected MappingBuilder theCall() {
        return post(urlEqualTo("/ispapi/api/call.cgi"));
    }

    @Override
    protected String success() {
        return reply("200", "Command completed successfully").stripTrailing();
    }

    @Override
    protected List<ResponseDefinitionBuilder> ownFailures() {
        return List.of(answered("420"), answered("421"), answered("599", "Internal server error"));
    }

    @Override
    protected List<ResponseDefinitionBuilder> contradictions() {
        return List.of(aResponse().withBody("[RESPONSE]\r\nCODE=200\r\nCODE=545\r\nEOF\r\n"));
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(answered("503"), Reason.OTHER, "503"),
                Refusal.of(answered("505"), Reason.OTHER, "505"),
                Refusal.of(answered("530"), Reason.CREDENTIALS_REFUSED, "530"),
                Refusal.of(answered("531"), Reason.CREDENTIALS_REFUSED, "531"),
                Refusal.of(answered("535"), Reason.CREDENTIALS_REFUSED, "535"),
                Refusal.of(answered("540"), Reason.OTHER, "540"),
                Refusal.of(answered("541"), Reason.OTHER, "541"),
                Refusal.of(answered("545"), Reason.ORDER_NOT_FOUND, "545"),
                Refusal.of(answered("549"), Reason.OTHER, "549"),
                Refusal.of(answered("598"), Reason.OTHER, "598"));
    }

    @Override
    protected Refusal errorInside() {
        return Refusal.of(answered("545"), Reason.ORDER_NOT_FOUND, "545");
    }

    @Override
    protected ResponseDefinitionBuilder credentialsRefused() {
        return answered("530");
    }

    @Override
    protected ResponseDefinitionBuilder throttled() {
        return answered("422");
    }

    @Test
    void callMatchesTheDialect() {
        resend();

        LoggedRequest call = mailCalls().getFirst();
        assertThat(call.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(body(call).split("&"))
                .containsExactlyInAnyOrder(
                        "s_entity=54cd",
                        "s_login=sandbox-user",
                        "s_pw=sandbox-ispapi-password",
                        "s_command=COMMAND%3DResendSSLCertEmail%0ASSLCERTID%3D4711%0ARESENDEMAILTYPE%3DFulfillmentEmail");
    }

    @Test
    void entityIsConfigurable() {
        adapter(Map.of("options.entity", "1234")).resendFulfillmentEmail(request());

        assertThat(body(mailCalls().getFirst())).contains("s_entity=1234&");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711\nEMAIL=a@b.example", "4711\rX=1", "4711\u0085X", "4711\u2028X", "A=B", "", " "})
    void idWithParameterSyntaxIsNotRequested(String id) {
        var request = new CertificateAuthority.Request(UUID.randomUUID(), id, "wildcard", "admin@acme.example");

        assertThat(adapter().resendFulfillmentEmail(request))
                .isEqualTo(new Rejected(Reason.ORDER_NOT_FOUND, Optional.empty()));
        assertThat(ca.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"422", "423"})
    void lockedAccountOrMissingSessionIsNotExecuted(String code) {
        answer(answered(code));

        assertThat(resend()).isInstanceOf(NotExecuted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[RESPONSE]\r\nCODE=200\r\n",
                "CODE=200\r\nEOF\r\n",
                "[RESPONSE]\r\nDESCRIPTION=CODE=200\r\nEOF\r\n",
                "[RESPONSE]\r\nEOF\r\n",
                "[RESPONSE]\r\nCODE=200\r\nEOF\r\nmore"
            })
    void incompleteResponseIsUnknown(String reply) {
        answer(aResponse().withBody(reply));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"CODE", "code", "Code"})
    void namesAreCaseInsensitive(String name) {
        answer(aResponse().withBody("[RESPONSE]\n" + name + " = 200\n\nEOF\n"));

        assertThat(resend()).isEqualTo(acceptance());
    }

    private static ResponseDefinitionBuilder answered(String code) {
        return answered(code, "Text");
    }

    private static ResponseDefinitionBuilder answered(String code, String description) {
        return aResponse().withStatus(200).withBody(reply(code, description));
    }

    private static String reply(String code, String description) {
        return "[RESPONSE]\r\nDESCRIPTION=" + description + "\r\nCODE=" + code
                + "\r\nQUEUETIME=0\r\nRUNTIME=0.023\r\nEOF\r\n";
    }
}
