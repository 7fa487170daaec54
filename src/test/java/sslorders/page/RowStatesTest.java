package sslorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.testing.SettableClock;

/** A row shows what is possible, or why it is not. */
@QuarkusTest
@TestProfile(PageProfile.class)
class RowStatesTest extends PageTest {
    private static final String RESEND = """
            insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient,
              requested_at, requested_by, status, attempts, possibly_sent, due_at, settled_at,
              ca_mark)
            values ('00000000-0000-7000-8000-000000000001', 'acme', '1001', 'alpha', 'CA-1001', 'domain-validated',
              'admin@acme.example', '2026-11-22T08:55:00Z', 'anna', '%s', 1, false, %s, %s, %s)
            """;

    @ParameterizedTest
    @CsvSource({
        "pending-approval, The certificate is not issued yet",
        "processing, The certificate is not issued yet",
        "reissue-pending, The certificate is not issued yet",
        "cancelled, The order is closed",
        "rejected, The order is closed",
        "revoked, The certificate was revoked",
        "unknown, The status of the order is unknown"
    })
    void orderThatCannotBeResentShowsWhy(String status, String reason) {
        captured("1001", "status", status);

        assertRow(false, reason);
    }

    @Test
    void orderWithoutAddressShowsReason() {
        captured("1001", "adminEmail", null);

        assertRow(false, "No email address was provided");
    }

    @Test
    void orderOfUnsupportedTypeShowsReason() {
        captured("1001", "certificateType", "code-signing");

        assertRow(false, "does not send this email again");
    }

    @Test
    void newOrderHasAButtonAlone() {
        captured("1001", capture("1001"));

        HtmlPage list = login("acme", "en");
        assertThat(list.getElementById("send-1001")).isNotNull();
        assertThat(row(list, "1001").getCell(4).asNormalizedText()).isEqualTo("Send");
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, null, 2026-11-22T08:56:00Z, false, Sent at 08:56. You can send it again from 09:11.",
        "rejected, null, 2026-11-22T08:56:00Z, true, The certificate authority rejected the request (08:56)",
        "gave-up, null, 2026-11-22T08:56:00Z, true, The certificate authority was not available",
        "pending, 2026-11-22T09:02:00Z, null, false, 'Waiting, next attempt at 09:02'",
        "relaying, 2026-11-22T09:02:00Z, null, false, The request is being forwarded",
        "unknown, 2026-11-22T09:02:00Z, null, false, The service will check this",
        "unknown, null, 2026-11-22T08:56:00Z, false, Ask the recipient whether it arrived. You can send it again from 09:11."
    })
    void rowShowsStateOfTheResend(String status, String dueAt, String settledAt, boolean canSend, String text) {
        captured("1001", capture("1001"));
        String token = status.equals("unknown") && settledAt.equals("null") ? "'token'" : "null";
        execute(RESEND.formatted(status, quoted(dueAt), quoted(settledAt), token));

        assertRow(canSend, text);
    }

    @Test
    void waitingRowIsReadAgainWithAndWithoutScript() {
        captured("1001", capture("1001"));
        execute(RESEND.formatted("pending", "'2026-11-22T09:02:00Z'", "null", "null"));

        HtmlPage list = login("acme", "en");
        assertThat(row(list, "1001").getAttribute("hx-trigger")).matches("every [0-9]+s");
        assertThat(list.getWebResponse().getContentAsString())
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");

        execute("update resend set status = 'accepted', due_at = null, settled_at = '2026-11-22T09:00:00Z'");
        HtmlPage after = open(list.getWebClient(), "/console/ssl/orders");
        assertThat(row(after, "1001").hasAttribute("hx-trigger")).isFalse();
        assertThat(after.getWebResponse().getContentAsString()).doesNotContain("http-equiv=\"refresh\"");
    }

    @Test
    void coolDownThatIsOverGivesTheButtonBack() {
        captured("1001", capture("1001"));
        execute(RESEND.formatted("accepted", "null", "'2026-11-22T08:56:00Z'", "null"));
        clock.set(SettableClock.START.plus(Duration.ofMinutes(12)));

        assertRow(true, "Last sent: 08:56");
    }

    private void assertRow(boolean canSend, String text) {
        HtmlPage list = login("acme", "en");
        assertThat(row(list, "1001").getCell(4).asNormalizedText()).contains(text);
        assertThat(list.getElementById("send-1001") != null).isEqualTo(canSend);
    }

    private static String quoted(String time) {
        return time.equals("null") ? time : "'" + time + "'";
    }
}
