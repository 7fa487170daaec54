package sslorders.ca.godaddy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.CertificateAuthorityContract;
import sslorders.ca.Outcome;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.ca.Outcome.Unknown;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reconciling;
import sslorders.testing.LogRecorder;

/** The {@code godaddy} dialect. */
@QuarkusTest
class GoDaddyAuthorityTest extends CertificateAuthorityContract {
    /** Time of the certificate e-mails in the stub; the stub sends no Date header. */
    private static final String TOKEN = "1767348000000 7003 -";

    @Override
    protected String dialect() {
        return "godaddy";
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of(
                "credentials.key", "sandbox-godaddy-key",
                "credentials.secret", "sandbox-godaddy-secret",
                "options.templates", "CertificateIssued");
    }

    @Override
    protected MappingBuilder theCall() {
        return post(urlPathMatching("/godaddy/v1/certificates/[^/]+/email/[^/]+/resend"));
    }

    @Override
    protected String preparation() {
        return "[" + mail(7003, "2026-01-02T10:00:00Z", "admin@acme.example") + "]";
    }

    @Override
    protected RecipientCheck recipientCheck() {
        return RecipientCheck.CHECKED;
    }

    @Override
    protected String success() {
        return "{\"status\": \"sent\"}";
    }

    @Override
    protected List<ResponseDefinitionBuilder> ownFailures() {
        return List.of(failure(500, "INTERNAL_ERROR"), failure(400, "INTERNAL_ERROR"), failure(422, "GATEWAY_TIMEOUT"));
    }

    @Override
    protected List<Refusal> refusals() {
        return List.of(
                Refusal.of(failure(404, "NOT_FOUND"), Reason.ORDER_NOT_FOUND, "NOT_FOUND"),
                Refusal.of(failure(409, "EMAIL_ID_NOT_FOUND"), Reason.NO_SUCH_MAIL, "EMAIL_ID_NOT_FOUND"),
                Refusal.of(failure(403, "ACCESS_DENIED"), Reason.CREDENTIALS_REFUSED, "ACCESS_DENIED"),
                Refusal.of(aResponse().withStatus(400), Reason.OTHER, "400"),
                Refusal.of(failure(404, "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"), Reason.ORDER_NOT_FOUND, "404"));
    }

    @Override
    protected Refusal errorInside() {
        return new Refusal(failure(200, "CONFLICT"), new Unknown("status 200", Optional.of(TOKEN)));
    }

    @Test
    void callsMatchTheDialect() {
        resend();

        assertThat(ca.calls())
                .extracting(call -> call.getMethod() + " " + call.getUrl())
                .containsExactlyInAnyOrder(
                        "GET /godaddy/v1/certificates/4711/email/history",
                        "POST /godaddy/v1/certificates/4711/email/7003/resend");
        assertThat(ca.calls())
                .allMatch(call ->
                        call.getHeader("Authorization").equals("sso-key sandbox-godaddy-key:sandbox-godaddy-secret"));
        assertThat(body(mailCalls().getFirst())).isEmpty();
    }

    @Test
    void retryDelayIsReadFromTheBody() {
        answer(aResponse().withStatus(429).withBody("{\"code\": \"TOO_MANY_REQUESTS\", \"retryAfterSec\": 30}"));

        assertThat(resend()).isEqualTo(new NotExecuted("status 429", Optional.of(Duration.ofSeconds(30)), true));
    }

    @Test
    void historyWithASingleObjectIsRead() {
        history(aResponse().withBody(mail(7003, "2026-01-02T10:00:00Z", "admin@acme.example")));

        assertThat(resend()).isEqualTo(acceptance());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"id\": 1, \"templateType\": \"Other\"}]"})
    void historyWithoutFulfillmentEmailIsNoSuchMail(String history) {
        history(aResponse().withBody(history));

        assertThat(resend()).isEqualTo(new Rejected(Reason.NO_SUCH_MAIL, Optional.empty()));
        assertThat(mailCalls()).isEmpty();
    }

    @Test
    void withoutTemplatesTypesAreLoggedAndNothingIsSent() {
        try (LogRecorder log = new LogRecorder()) {
            assertThat(adapter(Map.of("options.templates", ",")).resendFulfillmentEmail(request()))
                    .isEqualTo(new Rejected(Reason.NO_SUCH_MAIL, Optional.empty()));

            assertThat(log.text()).contains("[DomainControlValidation, CertificateIssued]");
        }
        assertThat(mailCalls()).isEmpty();
    }

    @Test
    void unreadableHistoryIsNotExecuted() {
        for (ResponseDefinitionBuilder reply : List.of(
                aResponse().withStatus(500),
                aResponse().withBody("<html>"),
                aResponse().withStatus(302),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))) {
            history(reply);

            assertThat(resend()).isInstanceOf(NotExecuted.class);
        }
        assertThat(mailCalls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, ORDER_NOT_FOUND", "409, NO_SUCH_MAIL", "401, CREDENTIALS_REFUSED"})
    void rejectedHistoryIsRejected(int status, Reason reason) {
        history(failure(status, "SOME_CODE"));

        assertThat(resend()).isEqualTo(new Rejected(reason, Optional.of("SOME_CODE")));
    }

    @ParameterizedTest
    @CsvSource({
        "7003, 2026-01-02T10:00:00.000Z, NOT_SENT",
        "7004, 2026-01-02T10:00:00.001Z, SENT",
        "7003, 2026-01-02T10:00:01, SENT",
        "7004, 2026-01-02T12:00:00+02:00, SENT",
        "7004, 2026-01-01T10:00:00Z, OTHER_SENT",
        "7002, 2026-01-01T10:00:00Z, NOT_SENT",
    })
    void historyReconcilesUnknownOutcome(long id, String entered, Reconciling.Finding finding) {
        history(aResponse()
                .withBody("[{\"id\": 9999, \"templateType\": \"Other\", \"dateEntered\": \"2027-01-01T00:00:00Z\"},"
                        + "{\"id\": " + id + ", \"templateType\": \"CertificateIssued\", \"dateEntered\": \"" + entered
                        + "\", \"recipients\": \"" + request().recipient() + "\"}]"));

        assertThat(((Reconciling) adapter()).reconcile(request(), TOKEN)).isEqualTo(finding);
        assertThat(mailCalls()).isEmpty();
    }

    @Test
    void tokenHasTheTimeOfTheCaBeforeTheResend() {
        history(aResponse()
                .withHeader("Date", "Sun, 22 Nov 2026 08:59:58 GMT")
                .withBody("[" + mail(7003, "2026-01-02T10:00:00Z", "admin@acme.example") + "]"));
        answer(aResponse().withStatus(500));

        assertThat(resend()).isEqualTo(new Unknown("status 500", Optional.of("1767348000000 7003 1795337998000")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T08:59:57Z, OTHER_SENT",
        "2026-11-22T08:59:58Z, SENT",
    })
    void onlyAnEmailAfterTheRequestMatches(String entered, Reconciling.Finding finding) {
        history(aResponse()
                .withBody("[" + mail(7004, entered, request().recipient()) + ", "
                        + mail(7003, "2026-01-02T10:00:00Z", "x@y.example") + "]"));

        assertThat(((Reconciling) adapter()).reconcile(request(), "1767348000000 7003 1795337998000"))
                .isEqualTo(finding);
    }

    @Test
    void unreadableDateDoesNotReplaceAReadableOne() {
        for (String unreadable : List.of("soon", "", "9999999-01-01", "2026-13-01T00:00:00Z")) {
            ca.reset();
            history(aResponse()
                    .withBody("[" + mail(7009, unreadable, "admin@acme.example") + ", "
                            + mail(7003, "2026-01-01T10:00:00.000+0000", "admin@acme.example") + "]"));

            assertThat(resend()).isEqualTo(acceptance());
            assertThat(mailCalls().getFirst().getUrl()).contains("/email/7003/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[null]", "[null, {\"id\": 1, \"templateType\": \"Other\"}]"})
    void nullEntriesAloneAreNotExecuted(String history) {
        history(aResponse().withBody(history));

        assertThat(resend()).isEqualTo(new NotExecuted("e-mail history, unreadable entries", Optional.empty()));
        assertThat(((Reconciling) adapter()).reconcile(request(), TOKEN)).isEqualTo(Reconciling.Finding.UNCLEAR);
        assertThat(mailCalls()).isEmpty();
    }

    @Test
    void nullEntryNextToAnEmailIsSkipped() {
        history(aResponse().withBody("[null, " + mail(7003, "2026-01-02T10:00:00Z", "admin@acme.example") + "]"));

        assertThat(resend()).isEqualTo(acceptance());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example",
                "admin@acme.example.org",
                "admin@acme.exampl",
                "xadmin@acme.example",
                "a@b.example, c@d.example"
            })
    void emailsToOtherAddressesAreRecipientDiffers(String recipients) {
        history(aResponse().withBody("[" + mail(7003, "2026-01-02T10:00:00Z", recipients) + "]"));

        assertThat(resend()).isEqualTo(new Rejected(Reason.RECIPIENT_DIFFERS, Optional.empty()));
        assertThat(mailCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin@acme.example",
                "ADMIN@Acme.Example",
                "a@b.example; admin@acme.example",
                "Admin <admin@acme.example>"
            })
    void newestEmailToTheCapturedAddressIsResent(String recipients) {
        history(aResponse()
                .withBody("[" + mail(7001, "2026-01-01T10:00:00Z", "admin@acme.example") + ", "
                        + mail(7002, "2026-01-02T10:00:00Z", recipients) + ", "
                        + mail(7003, "2026-01-03T10:00:00Z", "a@b.example") + "]"));
        answer(aResponse().withStatus(204));

        assertThat(resend()).isEqualTo(acceptance());
        assertThat(mailCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.getUrl()).contains("/email/7002/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"templateType\": \"CertificateIssued\", \"dateEntered\": \"2026-01-02T10:00:00Z\","
                        + " \"recipients\": \"admin@acme.example\"}",
                "{\"id\": 1, \"dateEntered\": \"2026-01-02T10:00:00Z\", \"recipients\": \"admin@acme.example\"}",
                "{\"id\": 1, \"templateType\": \"CertificateIssued\", \"recipients\": \"admin@acme.example\"}",
                "{\"id\": 1, \"templateType\": \"CertificateIssued\", \"dateEntered\": \"2026-01-02T10:00:00Z\"}",
                "{\"id\": 1, \"templateType\": \"CertificateIssued\", \"dateEntered\": \"2026-01-02T10:00:00Z\","
                        + " \"recipients\": \"the administrator\"}"
            })
    void onlyUnreadableEmailsAreNotExecuted(String entry) {
        for (String history : List.of(
                "[" + entry + "]", "[" + entry + ", " + mail(7003, "2026-01-02T10:00:00Z", "a@b.example") + "]")) {
            history(aResponse().withBody(history));

            assertThat(resend()).isEqualTo(new NotExecuted("e-mail history, unreadable entries", Optional.empty()));
            assertThat(mailCalls()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 15000, true", "1000, 15000, true", "1200, 15000, false"})
    void longHistoryIsReadUpTo16MiB(int mails, int length, boolean isRead) {
        String body = ", \"body\": \"" + "x".repeat(length) + "\"}";
        String many = IntStream.range(0, mails)
                .mapToObj(id -> mail(id, "2026-01-01T10:00:00Z", "admin@acme.example"))
                .map(mail -> mail.substring(0, mail.length() - 1) + body)
                .collect(Collectors.joining(",", "[", "]"));
        history(aResponse().withBody(many));
        answer(aResponse().withStatus(204));

        Outcome outcome = resend();

        assertThat(outcome.equals(acceptance())).isEqualTo(isRead);
        assertThat(outcome instanceof NotExecuted).isNotEqualTo(isRead);
    }

    @Test
    void failedReconciliationIsUnclear() {
        Reconciling adapter = (Reconciling) adapter();

        history(aResponse().withStatus(429));
        assertThat(adapter.reconcile(request(), TOKEN)).isEqualTo(Reconciling.Finding.THROTTLED);
        history(aResponse().withStatus(500));
        assertThat(adapter.reconcile(request(), TOKEN)).isEqualTo(Reconciling.Finding.UNCLEAR);
        history(aResponse().withBody("[]"));
        assertThat(adapter.reconcile(request(), TOKEN)).isEqualTo(Reconciling.Finding.UNCLEAR);
        ca.reset();
        assertThat(adapter.reconcile(request(), "no token")).isEqualTo(Reconciling.Finding.UNCLEAR);
    }

    private static String mail(int id, String entered, String recipients) {
        return "{\"id\": %d, \"templateType\": \"CertificateIssued\", \"dateEntered\": \"%s\", \"recipients\": \"%s\"}"
                .formatted(id, entered, recipients);
    }

    private void history(ResponseDefinitionBuilder reply) {
        ca.wireMock()
                .stubFor(get(urlPathMatching("/godaddy/v1/certificates/[^/]+/email/history"))
                        .atPriority(1)
                        .willReturn(reply));
    }

    private static ResponseDefinitionBuilder failure(int status, String code) {
        return aResponse().withStatus(status).withBody("{\"code\": \"" + code + "\", \"message\": \"Text\"}");
    }
}
