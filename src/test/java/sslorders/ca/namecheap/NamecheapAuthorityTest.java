package sslorders.ca.namecheap;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.ca.Outcome.Unknown;
import sslorders.ca.XmlDialectContract;

/** The {@code namecheap} dialect. */
@QuarkusTest
class NamecheapAuthorityTest extends XmlDialectContract {

    @Override
    protected String dialect() {
        return "namecheap";
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of(
                "credentials.user", "sandbox-user",
                "credentials.key", "sandbox-namecheap-key",
                "credentials.clientip", "192.0.2.1");
    }

    @Override
    protected MappingBuilder theCall() {
        return post(urlEqualTo("/namecheap/xml.response"));
    }

    @Override
    protected String success() {
        return response("OK", "<Errors/>", "IsSuccess=\"true\"");
    }

    @Override
    protected List<ResponseDefinitionBuilder> ownFailures() {
        return List.of(error("5050900"), error("1234567", "Internal Server Error"));
    }

    @Override
    protected List<ResponseDefinitionBuilder> contradictions() {
        return List.of(
                reply("OK", "<Errors><Error Number=\"1\">x</Error></Errors>", "IsSuccess=\"true\""),
                reply("ERROR", "<Errors><Error Number=\"2011331\">x</Error></Errors>", "IsSuccess=\"true\""));
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(error("2011294"), Reason.ORDER_NOT_FOUND, "2011294"),
                Refusal.of(error("2011331"), Reason.WRONG_STATE, "2011331"),
                Refusal.of(error("3022334"), Reason.OTHER, "3022334"),
                Refusal.of(error("1011150"), Reason.CREDENTIALS_REFUSED, "1011150"),
                Refusal.of(error("4011103"), Reason.CREDENTIALS_REFUSED, "4011103"),
                Refusal.of(error("1234567"), Reason.OTHER, "1234567"),
                Refusal.of(
                        aResponse().withBody(response("OK", "<Errors/>", "IsSuccess=\"false\"")), Reason.OTHER, null));
    }

    @Override
    protected Refusal errorInside() {
        return Refusal.of(error("2011331"), Reason.WRONG_STATE, "2011331");
    }

    @Override
    protected ResponseDefinitionBuilder credentialsRefused() {
        return error("1011102");
    }

    @Override
    protected ResponseDefinitionBuilder throttled() {
        return aResponse().withStatus(405).withBody("Method Not Allowed");
    }

    @Test
    void callMatchesTheDialect() {
        resend();

        LoggedRequest call = mailCalls().getFirst();
        assertThat(call.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(call.getHeaders().keys()).doesNotContain("Authorization");
        assertThat(body(call).split("&"))
                .containsExactlyInAnyOrder(
                        "ApiUser=sandbox-user",
                        "ApiKey=sandbox-namecheap-key",
                        "UserName=sandbox-user",
                        "ClientIp=192.0.2.1",
                        "Command=namecheap.ssl.resendfulfillmentemail",
                        "CertificateID=4711");
    }

    @Test
    void userNameIsConfigurableAndFormsAreEncoded() {
        adapter(Map.of("credentials.username", "r&d=50% ü")).resendFulfillmentEmail(request());

        assertThat(body(mailCalls().getFirst())).contains("UserName=r%26d%3D50%25+%C3%BC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5050900", "3050900", "5019169", "5050169"})
    void undocumentedErrorsAreUnknown(String number) {
        answer(error(number));

        assertThat(resend()).isEqualTo(new Unknown("code " + number));
    }

    @Test
    void responseWithoutNamespaceIsRead() {
        answer(aResponse().withBody(success().replaceAll(" xmlns=\"[^\"]*\"", "")));

        assertThat(resend()).isEqualTo(acceptance());
    }

    /** Source: namecheap/terraform-provider-namecheap, issue 9; the second case is recognized by its text. */
    @ParameterizedTest
    @CsvSource({"500000, Too many requests", "500001, Too many requests", "1234567, Rate limit exceeded"})
    void throttlingInStatus200IsNotExecuted(String number, String text) {
        answer(error(number, text));

        assertThat(resend()).isInstanceOf(NotExecuted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Internal Server Error", "Request timed out", "Service is temporarily unavailable"})
    void failureWithUnknownNumberIsUnknown(String text) {
        answer(error("1234567", text));

        assertThat(resend()).isEqualTo(new Unknown("code 1234567"));
    }

    @Test
    void errorWithSuccessIsUnknown() {
        answer(aResponse()
                .withBody(response(
                        "ERROR", "<Errors><Error Number=\"2011331\">x</Error></Errors>", "IsSuccess=\"true\"")));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IsSuccess=\"\"", "ID=\"4711\"", "Success=\"true\""})
    void okWithoutSuccessIsNoSuccess(String attribute) {
        answer(aResponse().withBody(response("OK", "<Errors/>", attribute)));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @Test
    void successWithErrorIsUnknown() {
        answer(aResponse()
                .withBody(response("OK", "<Errors><Error Number=\"1\">x</Error></Errors>", "IsSuccess=\"true\"")));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @Test
    void meaningOfCodesIsConfigurable() {
        answer(error("1234567"));

        assertThat(adapter(Map.of("options.codes", "1234567=not-supported, 2011331=wrong-state"))
                        .resendFulfillmentEmail(request()))
                .isEqualTo(new Rejected(Reason.NOT_SUPPORTED, Optional.of("1234567")));
        assertThatThrownBy(() -> adapter(Map.of("options.codes", "1234567=maybe")))
                .hasMessageContainingAll("ssl-orders.ca.tested.options.codes", "1234567=maybe", "wrong-state");
    }

    @Test
    void malformedCodeIsNotStored() {
        answer(error("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"));

        assertThat(resend()).isEqualTo(new Rejected(Reason.OTHER, Optional.empty()));
    }

    private static ResponseDefinitionBuilder error(String number) {
        return error(number, "Text");
    }

    private static ResponseDefinitionBuilder error(String number, String text) {
        return aResponse()
                .withStatus(200)
                .withBody(response(
                        "ERROR",
                        "<Errors><Error Number=\"" + number + "\">" + text + "</Error></Errors>",
                        "IsSuccess=\"false\""));
    }

    private static ResponseDefinitionBuilder reply(String status, String errors, String result) {
        return aResponse().withBody(response(status, errors, result));
    }

    private static String response(String status, String errors, String result) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <ApiResponse Status="%s" xmlns="http://api.namecheap.com/xml.response">%s<Warnings />
                  <RequestedCommand>namecheap.ssl.resendfulfillmentemail</RequestedCommand>
                  <CommandResponse Type="namecheap.ssl.resendfulfillmentemail">
                    <SSLResendFulfillmentEmailResult ID="4711" %s />
                  </CommandResponse>
                  <Server>SERVER-NAME</Server><ExecutionTime>0.1</ExecutionTime>
                </ApiResponse>""".formatted(status, errors, result);
    }
}
