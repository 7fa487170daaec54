package sslorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.testing.SettableClock;

/** The screen shows cancelled and resolved resends, and the pause of a CA. */
@QuarkusTest
@TestProfile(PageProfile.class)
class InterventionsPageTest extends PageTest {
    private static final String RESEND = """
            insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient,
              requested_at, requested_by, status, attempts, settled_at, due_at, intervention, intervention_at,
              intervention_by)
            values ('00000000-0000-7000-8000-000000000001', 'acme', '1001', 'alpha', 'CA-1001', 'domain-validated',
              'admin@acme.example', '2026-11-22T08:55:00Z', 'anna', '%s', 1, %s, %s, %s, '2026-11-22T08:57:00Z', %s)
            """;
    private static final String ENDED = "'2026-11-22T08:56:00Z'";

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @AfterEach
    void resumeAlpha() {
        asOperator()
                .request("DELETE", "/ssl/support/certificate-authorities/alpha/pause")
                .then()
                .statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({
        "gave-up, cancelled, true, Cancelled at 08:56. No email was sent.",
        "rejected, not-sent, true, Support found that the email requested at 08:55 was not sent.",
        "accepted, sent, false, Sent at 08:56.",
    })
    void rowShowsIntervention(String status, String intervention, boolean canSend, String text) {
        insert(status, intervention, "null");

        HtmlPage list = login("acme", "en");

        assertThat(row(list, "1001").getCell(4).asNormalizedText()).contains(text);
        assertThat(list.getElementById("send-1001") != null).isEqualTo(canSend);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            en | gave-up | cancelled | Cancelled. No email was sent. | Cancelled by support at 08:57
            de | gave-up | cancelled | Abgebrochen. Es wurde keine E-Mail gesendet. | Abgebrochen durch den Support um 08:57
            es | rejected | not-sent | se envió ningún correo electrónico. | Establecido por el servicio de soporte: 08:57
            fr | accepted | sent | Le support a constaté que l'e-mail a été envoyé. | Défini par le support : 08:57
            """)
    void historyShowsInterventionOfSupport(
            String language, String status, String intervention, String state, String line) {
        insert(status, intervention, "null");

        assertThat(history(language)).contains(state, line);
    }

    @Test
    void historyShowsWhoCancelledForTheAccount() {
        insert("gave-up", "cancelled", "'<anna>'");

        assertThat(history("en")).contains("Cancelled by <anna> at 08:57");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            en | alpha are paused until 11:00. | Waiting. Email requests to the certificate authority are paused until 11:00.
            de | alpha sind bis 11:00 ausgesetzt. | Wartet. Anforderungen an die Zertifizierungsstelle sind bis 11:00 ausgesetzt.
            es | alpha están en pausa hasta 11:00. | En espera. Las solicitudes a la autoridad de certificado están en pausa hasta 11:00.
            fr | alpha sont suspendues jusqu'à 11:00. | En attente. Les demandes à l'autorité de certification sont suspendues jusqu'à 11:00.
            """)
    void bannerShowsPauseWithItsReason(String language, String banner, String row) {
        execute(RESEND.formatted("pending", "null", "'2026-11-22T09:02:00Z'", "null", "null"));
        pause("Maintenance <of the CA>");

        HtmlPage list = login("acme", language);

        assertThat(list.asNormalizedText()).contains(banner, "Maintenance <of the CA>", row);
        assertThat(open(list.getWebClient(), "/console/ssl/orders/order?order=1001")
                        .asNormalizedText())
                .contains(banner, "Maintenance <of the CA>");
    }

    @Test
    void bannerEndsWithThePause() {
        pause("Maintenance");
        clock.set(SettableClock.START.plus(Duration.ofHours(2)));

        assertThat(login("acme", "en").asNormalizedText()).doesNotContain("Maintenance");
    }

    @Test
    void pauseOfOtherCaIsNotShown() {
        execute("update certificate_order set certificate_authority = 'beta'");
        pause("Maintenance");

        assertThat(login("acme", "en").asNormalizedText()).doesNotContain("Maintenance");
    }

    private String history(String language) {
        HtmlPage list = login("acme", language);
        return open(list.getWebClient(), "/console/ssl/orders/order?order=1001").asNormalizedText();
    }

    private static void insert(String status, String intervention, String by) {
        execute(RESEND.formatted(status, ENDED, "null", "'" + intervention + "'", by));
    }

    private static void pause(String reason) {
        asOperator()
                .request("PUT", "/ssl/support/certificate-authorities/alpha/pause")
                .body(Map.of("until", "2026-11-22T11:00:00Z", "reason", reason))
                .then()
                .statusCode(200);
    }
}
