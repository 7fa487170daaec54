package sslorders.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(PageProfile.class)
class PageFlowTest extends PageTest {
    private static final String ADDRESS_EN =
            "the email address for the domain administrator that was provided when the SSL certificate was requested";

    @Test
    void listHasExpiredOrdersFirst() {
        captured("1001", "expiresAt", "2027-01-01T00:00:00Z");
        captured("1002", "expiresAt", "2026-11-01T00:00:00Z");
        captured("1003", "expiresAt", null);
        captured("2001", "accountId", "globex");

        HtmlPage list = login("acme", "en");

        assertThat(orders(list)).containsExactly("1002", "1001", "1003");
        assertThat(row(list, "1002").asNormalizedText()).contains("Expired");
        assertThat(list.getElementsByTagName("th").subList(0, 5))
                .extracting(cell -> cell.asNormalizedText())
                .containsExactly("Common name", "Certificate type", "Expires", "Status", "Email");
    }

    @ParameterizedTest
    @CsvSource({"en, Support", "de, Support", "es, Soporte", "fr, Assistance"})
    void historyShowsResendOfSupport(String language, String requester) {
        captured("1001", capture("1001"));
        asSupport()
                .resendOnBehalf("1001", Map.of("reason", "The customer called."))
                .then()
                .statusCode(202);

        HtmlPage history = click(login("acme", language), "history-1001");

        assertThat(history.asNormalizedText()).contains(requester).doesNotContain("The customer called.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Send | Resend email | the email address for the domain administrator that was provided when the SSL certificate was requested | the request is forwarded to the applicable certificate authority for completion | Because SSL certificate details are confidential, they are not stored on this system. | Sent at
            de | Senden | E-Mail erneut senden | die E-Mail-Adresse für den Domänenadministrator, die beim Anfordern des SSL-Zertifikats angegeben wurde | wird die Anforderung zum Abschließen an die entsprechende Zertifizierungsstelle gesendet | Da die Details eines SSL-Zertifikats vertraulich sind, werden sie nicht in diesem System gespeichert. | Gesendet um
            es | Enviar | Reenviar correo electrónico | la dirección de correo electrónico del administrador del dominio proporcionado cuando se solicitó el certificado SSL | la solicitud se reenviará a la autoridad de certificado correspondiente para su finalización | Dado que los detalles del certificado SSL son confidenciales, no se almacenan en el sistema. | Enviado:
            fr | Envoyer | Renvoyer l'e-mail | l'adresse e-mail de l'administrateur de domaine qui a été communiquée lors de la commande du certificat SSL | votre demande est transférée à l'autorité de certification compétente afin qu'elle y réponde | Les détails d'un certificat SSL étant confidentiels, ils ne sont pas stockés sur ce système. | Envoyé :
            """, quoteCharacter = '"')
    void flowWorksInEachLanguage(
            String language,
            String send,
            String resend,
            String address,
            String afterwards,
            String confidential,
            String sent) {
        captured("1001", capture("1001"));
        HtmlPage list = login("acme", language);
        assertThat(list.getDocumentElement().getAttribute("lang")).isEqualTo(language);
        assertThat(list.getElementById("send-1001").asNormalizedText()).isEqualTo(send);

        HtmlPage dialog = click(list, "send-1001");
        assertThat(dialog.asNormalizedText())
                .contains(address, afterwards, confidential, "admin@acme.example", "host-1001.acme.example", "alpha");

        HtmlPage result = press(dialog, resend);
        assertThat(result.getUrl().getPath()).isEqualTo("/console/ssl/orders");
        await().untilAsserted(() -> assertThat(row(open(list.getWebClient(), "/console/ssl/orders"), "1001")
                        .asNormalizedText())
                .contains(sent));
        assertThat(ca.resends("CA-1001")).hasSize(1);
        assertThat(rows("select requested_by, actor from resend").getFirst())
                .containsEntry("requested_by", "anna@acme.example");
    }

    @Test
    void formSentTwiceMakesOneCall() {
        captured("1001", capture("1001"));
        HtmlPage dialog = click(login("acme", "en"), "send-1001");

        press(dialog, "Resend email");
        HtmlPage second = press(dialog, "Resend email");

        assertThat(second.getUrl().getPath()).isEqualTo("/console/ssl/orders");
        await().untilAsserted(() -> assertThat(ca.resends("CA-1001")).hasSize(1));
        assertThat(rows("select id from resend")).hasSize(1);
    }

    @Test
    void changedAddressIsShownAgainAndNothingIsSent() {
        captured("1001", capture("1001"));
        HtmlPage dialog = click(login("acme", "en"), "send-1001");
        asOrdering()
                .capture("1001", with(capture("1001"), "adminEmail", "new@acme.example"))
                .then()
                .statusCode(200);

        HtmlPage again = press(dialog, "Resend email");

        assertThat(again.asNormalizedText()).contains("has changed", "new@acme.example");
        assertThat(rows("select id from resend")).isEmpty();
        press(again, "Resend email");
        await().untilAsserted(() -> assertThat(rows("select recipient from resend where status = 'accepted'"))
                .containsExactly(Map.of("recipient", "new@acme.example")));
    }

    @Test
    void sessionThatEndsUnderTheDialogLosesNothing() {
        captured("1001", capture("1001"));
        HtmlPage dialog = click(login("acme", "en"), "send-1001");
        String key = key(dialog);
        dialog.getWebClient().getCookieManager().clearCookies();

        HtmlPage ended = press(dialog, "Resend email");

        assertThat(ended.getWebResponse().getStatusCode()).isEqualTo(401);
        assertThat(ended.asNormalizedText()).contains("Your session has ended", "No email was sent");
        assertThat(rows("select id from resend")).isEmpty();
        HtmlPage back = login(follow(ended, "//main//a[@role='button']"), "acme");
        assertThat(back.asNormalizedText()).contains(ADDRESS_EN, "admin@acme.example");
        assertThat(key(back)).isEqualTo(key);
    }

    @Test
    void secondTabDoesNotInvalidateTheFirst() {
        captured("1001", capture("1001"));
        HtmlPage first = click(login("acme", "en"), "send-1001");
        open(first.getWebClient(), "/console/ssl/orders");

        assertThat(press(first, "Resend email").getUrl().getPath()).isEqualTo("/console/ssl/orders");
        assertThat(rows("select id from resend")).hasSize(1);
        awaitAccepted();
    }

    @Test
    void unknownOutcomeNeedsAConfirmation() {
        captured("1001", capture("1001"));
        execute("insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type,"
                + " recipient, requested_at, requested_by, status, attempts, possibly_sent, settled_at)"
                + " values ('00000000-0000-7000-8000-000000000001', 'acme', '1001', 'alpha', 'CA-1001',"
                + " 'domain-validated', 'admin@acme.example', '2026-11-22T07:00:00Z', 'anna', 'unknown', 1, true,"
                + " '2026-11-22T07:00:05Z')");
        HtmlPage list = login("acme", "en");
        assertThat(row(list, "1001").asNormalizedText()).contains("It is not known whether the email was sent");

        HtmlPage dialog = click(list, "send-1001");
        HtmlInput confirmation = dialog.getFirstByXPath("//input[@name='confirmed']");
        assertThat(confirmation.isRequired()).isTrue();
        confirmation.removeAttribute("required");
        HtmlPage refused = press(dialog, "Resend email");
        assertThat(rows("select id from resend")).hasSize(1);

        refused.<HtmlInput>getFirstByXPath("//input[@name='confirmed']").setChecked(true);
        press(refused, "Resend email");
        assertThat(rows("select id from resend")).hasSize(2);
        awaitAccepted();
    }

    private static String key(HtmlPage dialog) {
        String action = dialog.getForms().stream()
                .map(form -> form.getActionAttribute())
                .filter(address -> address.contains("key="))
                .findFirst()
                .orElseThrow();
        return action.substring(action.indexOf("key="));
    }
}
