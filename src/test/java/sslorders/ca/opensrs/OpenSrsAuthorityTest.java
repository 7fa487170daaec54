package sslorders.ca.opensrs;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
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

/** The {@code opensrs} dialect. */
@QuarkusTest
class OpenSrsAuthorityTest extends XmlDialectContract {

    @Override
    protected String dialect() {
        return "opensrs";
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of("credentials.user", "sandbox-reseller", "credentials.key", "sandbox-opensrs-key");
    }

    @Override
    protected MappingBuilder theCall() {
        return post(urlPathMatching("/opensrs/?"));
    }

    @Override
    protected String success() {
        return reply("1", "200");
    }

    @Override
    protected List<ResponseDefinitionBuilder> ownFailures() {
        return List.of(failure("400", "Internal server error"), failure("404"), failure("705"));
    }

    @Override
    protected List<ResponseDefinitionBuilder> contradictions() {
        return List.of(aResponse().withBody(reply("1", "465")), aResponse().withBody(reply("1", "400")));
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(failure("400", "Access denied: invalid IP address"), Reason.CREDENTIALS_REFUSED, "400"),
                Refusal.of(failure("401"), Reason.CREDENTIALS_REFUSED, "401"),
                Refusal.of(failure("410"), Reason.CREDENTIALS_REFUSED, "410"),
                Refusal.of(failure("415"), Reason.OTHER, "415"),
                Refusal.of(failure("430"), Reason.OTHER, "430"),
                Refusal.of(failure("435"), Reason.CREDENTIALS_REFUSED, "435"),
                Refusal.of(failure("436"), Reason.CREDENTIALS_REFUSED, "436"),
                Refusal.of(failure("440"), Reason.OTHER, "440"),
                Refusal.of(failure("445"), Reason.OTHER, "445"),
                Refusal.of(failure("447"), Reason.OTHER, "447"),
                Refusal.of(failure("460"), Reason.OTHER, "460"),
                Refusal.of(failure("465"), Reason.OTHER, "465"),
                Refusal.of(failure("480"), Reason.ORDER_NOT_FOUND, "480"),
                Refusal.of(failure("485"), Reason.OTHER, "485"),
                Refusal.of(failure("486"), Reason.OTHER, "486"),
                Refusal.of(failure("541"), Reason.OTHER, "541"));
    }

    @Override
    protected Refusal errorInside() {
        return Refusal.of(failure("465"), Reason.OTHER, "465");
    }

    @Override
    protected ResponseDefinitionBuilder credentialsRefused() {
        return failure("401");
    }

    @Override
    protected ResponseDefinitionBuilder throttled() {
        return failure("300");
    }

    /** Source: domains.opensrs.guide, Response codes. */
    @ParameterizedTest
    @ValueSource(strings = {"300", "310", "350", "437"})
    void limitsOfTheCaAreNotExecuted(String code) {
        answer(failure(code));

        assertThat(resend()).isInstanceOf(NotExecuted.class);
    }

    /** Source: domains.opensrs.guide, Response codes; the last two cases are recognized by their text. */
    @ParameterizedTest
    @CsvSource({
        "400, Internal server error",
        "400, ''",
        "404, Internal error",
        "700, Registry error",
        "705, 'Registry timed out, resubmit request'",
        "709, Registry error",
        "541, Internal server error",
        "599, The request timed out"
    })
    void failuresOfTheCaAreUnknown(String code, String text) {
        answer(failure(code, text));

        assertThat(resend()).isEqualTo(new Unknown("code " + code));
    }

    @Test
    void acceptanceForLaterProcessingIsAccepted() {
        answer(aResponse().withBody(reply("1", "250")));

        assertThat(resend()).isEqualTo(acceptance());
    }

    @Test
    void configuredMeaningOverridesTheText() {
        answer(failure("400", "Internal server error"));

        assertThat(adapter(Map.of("options.codes", "400=wrong-state")).resendFulfillmentEmail(request()))
                .isEqualTo(new Rejected(Reason.WRONG_STATE, Optional.of("400")));
    }

    @Test
    void callMatchesTheDialect() {
        resend();

        LoggedRequest call = mailCalls().getFirst();
        assertThat(call.getHeader("Content-Type")).isEqualTo("text/xml");
        assertThat(call.getHeader("X-Username")).isEqualTo("sandbox-reseller");
        assertThat(body(call))
                .isEqualTo("<?xml version='1.0' encoding='UTF-8' standalone='no'?>"
                        + "<!DOCTYPE OPS_envelope SYSTEM 'ops.dtd'><OPS_envelope><header><version>0.9</version></header>"
                        + "<body><data_block><dt_assoc><item key=\"protocol\">XCP</item>"
                        + "<item key=\"action\">resend_cert_email</item><item key=\"object\">trust_service</item>"
                        + "<item key=\"attributes\"><dt_assoc><item key=\"order_id\">4711</item></dt_assoc></item>"
                        + "</dt_assoc></data_block></body></OPS_envelope>");
    }

    /** Computed with {@code md5sum}, independently of the implementation. */
    @Test
    void signatureMatchesTheDocumentation() {
        assertThat(new Signature("key").of("body".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("3eb44c9b7b86479161e3d1c4ccd87b31");
    }

    @Test
    void wrongKeyIsRejectedByTheStub() {
        assertThat(adapter(Map.of("credentials.key", "another")).resendFulfillmentEmail(request()))
                .isEqualTo(new Rejected(Reason.CREDENTIALS_REFUSED, Optional.of("401")));
    }

    @ParameterizedTest
    @CsvSource({"1, 400", "1, ''", "'', 200", "2, 200", "true, 200"})
    void successNeedsBothIsSuccessAndCode(String success, String code) {
        answer(aResponse().withBody(reply(success, code)));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @Test
    void itemOfTheAttributesIsIgnored() {
        answer(aResponse()
                .withBody(reply("0", "465")
                        .replace(
                                "<item key=\"is_success\">",
                                "<item key=\"attributes\"><dt_assoc><item key=\"is_success\">1</item>"
                                        + "<item key=\"response_code\">200</item></dt_assoc></item>"
                                        + "<item key=\"is_success\">")));

        assertThat(resend()).isEqualTo(new Rejected(Reason.OTHER, Optional.of("465")));
    }

    private static ResponseDefinitionBuilder failure(String code) {
        return failure(code, "Text");
    }

    private static ResponseDefinitionBuilder failure(String code, String text) {
        return aResponse().withStatus(200).withBody(reply("0", code).replace(">Text<", ">" + text + "<"));
    }

    private static String reply(String success, String code) {
        return "<?xml version='1.0' encoding='UTF-8' standalone='no'?><!DOCTYPE OPS_envelope SYSTEM 'ops.dtd'>"
                + "<OPS_envelope><header><version>0.9</version></header><body><data_block><dt_assoc>"
                + "<item key=\"protocol\">XCP</item><item key=\"action\">REPLY</item>"
                + "<item key=\"is_success\">" + success + "</item>"
                + "<item key=\"response_code\">" + code + "</item>"
                + "<item key=\"response_text\">Text</item></dt_assoc></data_block></body></OPS_envelope>";
    }
}
