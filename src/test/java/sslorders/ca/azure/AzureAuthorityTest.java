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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.CertificateAuthorityContract;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.ca.Outcome.Unknown;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reconciling;
import sslorders.ca.Reconciling.Finding;

/** The {@code azure} dialect. */
@QuarkusTest
class AzureAuthorityTest extends CertificateAuthorityContract {
    /** Time of the stub's history; the stub sends no Date header. */
    private static final String TOKEN = "1767348000000 -";

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
    protected String preparation() {
        return "[" + email("admin@acme.example", "2026-01-02T10:00:00+00:00") + "]";
    }

    @Override
    protected boolean isPreparation(String request) {
        return request.contains("/retrieveEmailHistory");
    }

    @Override
    protected RecipientCheck recipientCheck() {
        return RecipientCheck.CHECKED;
    }

    @Override
    protected String success() {
        return "{\"status\": \"Succeeded\"}";
    }

    @Override
    protected List<ResponseDefinitionBuilder> ownFailures() {
        return List.of(
                failure(500, "InternalServerError"),
                failure(400, "InternalServerError"),
                failure(409, "RequestTimeout"));
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(failure(404, "ResourceNotFound"), Reason.ORDER_NOT_FOUND, "ResourceNotFound"),
                Refusal.of(failure(409, "Conflict"), Reason.WRONG_STATE, "Conflict"),
                Refusal.of(failure(403, "AuthorizationFailed"), Reason.CREDENTIALS_REFUSED, "AuthorizationFailed"),
                Refusal.of(failure(400, "BadRequest"), Reason.OTHER, "400"),
                Refusal.of(failure(404, "ResourceGroupNotFound"), Reason.OTHER, "ResourceGroupNotFound"),
                Refusal.of(failure(404, "SubscriptionNotFound"), Reason.OTHER, "SubscriptionNotFound"),
                Refusal.of(failure(409, "ScopeLocked"), Reason.OTHER, "ScopeLocked"),
                Refusal.of(failure(409, "ReadOnlyDisabledSubscription"), Reason.OTHER, "ReadOnlyDisabledSubscription"),
                Refusal.of(
                        aResponse().withStatus(409).withBody("{\"Code\": \"Conflict\", \"Message\": \"Text\"}"),
                        Reason.WRONG_STATE,
                        "Conflict"),
                Refusal.of(aResponse().withStatus(409), Reason.OTHER, "409"));
    }

    @Override
    protected Refusal errorInside() {
        return new Refusal(failure(200, "Conflict"), new Unknown("status 200", Optional.of(TOKEN)));
    }

    @Test
    void callMatchesTheDialect() {
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
    void apiVersionIsConfigurableAndNamesAreEncoded() {
        adapter(Map.of("options.apiversion", "2030-01-01", "options.resourcegroup", "a/b c"))
                .resendFulfillmentEmail(request());

        assertThat(ca.calls().getFirst().getUrl()).contains("/resourceGroups/a%2Fb%20c/", "api-version=2030-01-01");
    }

    @Test
    void subscriptionAndResourceGroupAreRequired() {
        assertThatThrownBy(() -> adapter(Map.of("options.subscription", "")))
                .hasMessageContaining("ssl-orders.ca.tested.options.subscription");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin@acme.example", "ADMIN@Acme.Example"})
    void newestEmailToTheCapturedAddressIsResent(String address) {
        history("[" + email(address, "2026-01-02T10:00:00Z") + ", " + email("a@b.example", "2026-01-01T10:00:00Z")
                + "]");

        assertThat(resend()).isEqualTo(acceptance());
    }

    @Test
    void throttledHistoryIsThrottled() {
        answerHistory(aResponse().withStatus(429));

        assertThat(((Reconciling) adapter()).reconcile(request(), TOKEN)).isEqualTo(Finding.THROTTLED);
    }

    @Test
    void newestEmailToAnotherAddressIsRecipientDiffers() {
        history("[" + email("admin@acme.example", "2026-01-01T10:00:00Z") + ", "
                + email("a@b.example", "2026-01-02T10:00:00Z") + "]");

        assertThat(resend()).isEqualTo(new Rejected(Reason.RECIPIENT_DIFFERS, Optional.empty()));
        assertThat(mailCalls()).isEmpty();
    }

    @Test
    void emptyHistoryIsNoSuchMail() {
        history("[]");

        assertThat(resend()).isEqualTo(new Rejected(Reason.NO_SUCH_MAIL, Optional.empty()));
        assertThat(mailCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[null]",
                "[{}]",
                "[{\"emailId\": \"admin@acme.example\"}]",
                "[{\"emailId\": \"admin@acme.example\", \"timeStamp\": \"soon\"}]",
                "[{\"emailId\": \"\", \"timeStamp\": \"2026-01-02T10:00:00Z\"}]",
                "<html>",
                "\"text\""
            })
    void unreadableHistoryIsNotExecuted(String history) {
        history(history);

        assertThat(resend()).isInstanceOf(NotExecuted.class);
        assertThat(((Reconciling) adapter()).reconcile(request(), TOKEN)).isEqualTo(Finding.UNCLEAR);
        assertThat(mailCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 301, 418})
    void failedHistoryIsNotUnknown(int status) {
        answerHistory(aResponse().withStatus(status));

        assertThat(resend()).isNotInstanceOf(Unknown.class);
        assertThat(mailCalls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "admin@acme.example, 2026-01-02T10:00:01Z, SENT",
        "Admin@ACME.example, 2026-01-02T12:00:01+02:00, SENT",
        "a@b.example, 2026-01-02T10:00:01Z, OTHER_SENT",
        "admin@acme.example, 2026-01-02T10:00:00Z, NOT_SENT",
        "admin@acme.example, 2026-01-04T10:00:00Z, UNCLEAR"
    })
    void historyReconcilesUnknownResend(String address, String time, Finding finding) {
        history("[" + email(address, time) + ", " + email("admin@acme.example", "2026-01-02T10:00:00Z") + "]");

        assertThat(((Reconciling) adapter()).reconcile(request(), TOKEN)).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22T08:59:57Z, OTHER_SENT", "2026-11-22T08:59:58Z, SENT"})
    void onlyAnEmailAfterTheRequestMatches(String time, Finding finding) {
        history("[" + email("admin@acme.example", time) + "]");

        assertThat(((Reconciling) adapter()).reconcile(request(), "1767348000000 1795337998000"))
                .isEqualTo(finding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no token", "1", "1 2 3", "x -"})
    void otherTokenIsUnclear(String token) {
        assertThat(((Reconciling) adapter()).reconcile(request(), token)).isEqualTo(Finding.UNCLEAR);
    }

    private void history(String body) {
        answerHistory(aResponse().withBody(body));
    }

    private void answerHistory(ResponseDefinitionBuilder reply) {
        ca.wireMock()
                .stubFor(post(urlPathMatching("/azure/.*/retrieveEmailHistory"))
                        .atPriority(1)
                        .willReturn(reply));
    }

    private static String email(String address, String time) {
        return "{\"emailId\": \"%s\", \"timeStamp\": \"%s\"}".formatted(address, time);
    }

    private static ResponseDefinitionBuilder failure(int status, String code) {
        return aResponse()
                .withStatus(status)
                .withBody("{\"error\": {\"code\": \"" + code + "\", \"message\": \"Text\"}}");
    }
}
