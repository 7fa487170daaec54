package sslorders.ca.geotrust;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Unknown;
import sslorders.ca.XmlDialectContract;
import sslorders.testing.LogRecorder;

/** The {@code geotrust} dialect. */
@QuarkusTest
class GeoTrustAuthorityTest extends XmlDialectContract {

    @Override
    protected String dialect() {
        return "geotrust";
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of(
                "credentials.partnercode", "sandbox-partner",
                "credentials.username", "sandbox-user",
                "credentials.password", "sandbox-geotrust-password");
    }

    @Override
    protected MappingBuilder theCall() {
        return post(urlEqualTo("/geotrust/webtrust/partner"));
    }

    @Override
    protected String success() {
        return response("<SuccessCode>0</SuccessCode>");
    }

    @Override
    protected List<ResponseDefinitionBuilder> ownFailures() {
        return List.of(error("-9111", "X", "Internal error"));
    }

    @Override
    protected List<ResponseDefinitionBuilder> contradictions() {
        return List.of(aResponse()
                .withBody(response(
                        "<SuccessCode>0</SuccessCode><Errors><Error><ErrorCode>-1</ErrorCode></Error></Errors>")));
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(error("-2019", "PartnerCode", "Text"), Reason.CREDENTIALS_REFUSED, "-2019"),
                Refusal.of(error("-2019", "UserName", "Text"), Reason.CREDENTIALS_REFUSED, "-2019"),
                Refusal.of(error("-2019", "Password", "Text"), Reason.CREDENTIALS_REFUSED, "-2019"),
                Refusal.of(error("-2019", "PartnerOrderID", "Text"), Reason.ORDER_NOT_FOUND, "-2019"),
                Refusal.of(error("-2019", "ProductCode", "Text"), Reason.OTHER, "-2019"),
                Refusal.of(error("-2019", "", "Text"), Reason.OTHER, "-2019"),
                Refusal.of(error("-2011"), Reason.WRONG_STATE, "-2011"),
                Refusal.of(error("-9111"), Reason.OTHER, "-9111"),
                Refusal.of(aResponse().withBody(response("<SuccessCode>-1</SuccessCode>")), Reason.OTHER, null));
    }

    @Override
    protected Refusal errorInside() {
        return Refusal.of(error("-9111"), Reason.OTHER, "-9111");
    }

    @Override
    protected ResponseDefinitionBuilder credentialsRefused() {
        return error("-2019", "PartnerCode", "Text");
    }

    @Test
    void otherInvalidFieldIsLogged() {
        answer(error("-2019", "ProductCode", "Text"));
        try (LogRecorder log = new LogRecorder()) {
            resend();

            assertThat(log.text()).contains("missing or invalid field ProductCode");
        }
    }

    @Test
    void invalidFieldNameIsNotLogged() {
        answer(error("-2019", "a secret: 1234", "Text"));
        try (LogRecorder log = new LogRecorder()) {
            resend();

            assertThat(log.text()).contains("(unnamed)").doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Internal Server Error", "System error", "Request timed out"})
    void failureOfTheCaIsUnknown(String message) {
        answer(error("-9111", "X", message));

        assertThat(resend()).isEqualTo(new Unknown("code -9111"));
    }

    @Test
    void callMatchesTheDialect() {
        resend();

        LoggedRequest call = mailCalls().getFirst();
        assertThat(call.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(body(call).split("&"))
                .containsExactlyInAnyOrder(
                        "command=ResendEmail",
                        "responsetype=XML",
                        "partnercode=sandbox-partner",
                        "username=sandbox-user",
                        "password=sandbox-geotrust-password",
                        "partnerorderid=4711",
                        "productcode=domain-validated",
                        "resendemailtype=FulfillmentEmail");
    }

    @Test
    void inferredParametersAreConfigurable() {
        adapter(Map.of(
                        "options.productparameter", "product",
                        "options.emailparameter", "emailtype",
                        "options.productcodes", "wildcard=QuickSSLWildcard, domain-validated=QuickSSLPremium"))
                .resendFulfillmentEmail(request());

        assertThat(body(mailCalls().getFirst()).split("&"))
                .contains("product=QuickSSLPremium", "emailtype=FulfillmentEmail")
                .noneMatch(parameter -> parameter.startsWith("productcode"));
        assertThatThrownBy(() -> adapter(Map.of("options.productcodes", "QuickSSLPremium")))
                .hasMessageContaining("ssl-orders.ca.tested.options.productcodes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<SuccessCode>1</SuccessCode>",
                "<SuccessCode></SuccessCode>",
                "<SuccessCode>0</SuccessCode><Errors><Error><ErrorCode>-1</ErrorCode></Error></Errors>",
                "<Other><SuccessCode>0</SuccessCode></Other>"
            })
    void otherResponseIsUnknown(String header) {
        answer(aResponse().withBody(response(header)));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    private static ResponseDefinitionBuilder error(String code) {
        return error(code, "X", "Text");
    }

    private static ResponseDefinitionBuilder error(String code, String field, String message) {
        return aResponse()
                .withStatus(200)
                .withBody(response("<Errors><Error><ErrorCode>" + code + "</ErrorCode><ErrorField>" + field
                        + "</ErrorField><ErrorMessage>" + message
                        + "</ErrorMessage></Error></Errors><SuccessCode>-1</SuccessCode>"));
    }

    private static String response(String header) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ResendEmail><OrderResponseHeader>"
                + "<Timestamp>2026-11-22T09:00:00.000+0000</Timestamp>" + header
                + "</OrderResponseHeader></ResendEmail>";
    }
}
