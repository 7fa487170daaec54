package sslorders.ca.godaddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.Reconciling.Finding;

/** Reconciliation of a resend from only the token and a later history. */
class ReconciliationTokenTest {
    private static final String OURS = "admin@acme.example";
    private static final String OTHERS = "other@acme.example";
    private static final Instant REQUEST = Instant.parse("2026-11-22T09:00:00Z");

    /** Format of the token in release 1.0.0. */
    private static final Pattern FORM_OF_1_0_0 = Pattern.compile("(-?\\d{1,18}) (-?\\d{1,18})");

    private final ReconciliationToken token =
            ReconciliationToken.of(List.of(mail(7L, "2026-01-02T10:00:00Z", OURS)), Optional.of(REQUEST));

    @Test
    void tokenIsReadAsWritten() {
        assertThat(token.text()).isEqualTo("1767348000000 7 1795338000000");
        assertThat(ReconciliationToken.parse(token.text())).contains(token);
    }

    @Test
    void tokenWithoutTheTimeOfTheCaIsReadAsWritten() {
        ReconciliationToken silent = ReconciliationToken.of(List.of(mail(7L, null, OURS)), Optional.empty());

        assertThat(silent.text()).isEqualTo("0 7 -");
        assertThat(ReconciliationToken.parse(silent.text())).contains(silent);
    }

    @Test
    void release100RejectsTheTokenOfThisRelease() {
        assertThat(FORM_OF_1_0_0.matcher(token.text()).matches()).isFalse();
        assertThat(FORM_OF_1_0_0.matcher("0 7 -").matches()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no token", "1 ", "1 2 3 4", "1 2 x", "1  2", "1 9999999999999999999", "1234567890123456 1"})
    void otherTextIsNoToken(String text) {
        assertThat(ReconciliationToken.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // The known e-mail, and another e-mail with the same time.
        "7, 2026-01-02T10:00:00Z, admin@acme.example, NOT_SENT",
        "6, 2026-01-02T10:00:00Z, other@acme.example, NOT_SENT",
        // To the recipient and after the request: a new entry, or a new time of the known entry.
        "8, 2026-11-22T09:00:00Z, admin@acme.example, SENT",
        "8, 2026-11-22T09:00:01Z, ADMIN@acme.example, SENT",
        "7, 2026-11-22T09:00:01Z, admin@acme.example, SENT",
        "8, 2026-11-22T09:00:01Z, 'x@acme.example, admin@acme.example', SENT",
        // New, but to another address or before the request.
        "8, 2026-11-22T09:00:01Z, other@acme.example, OTHER_SENT",
        "8, 2026-11-22T08:59:59Z, admin@acme.example, OTHER_SENT",
        "8, 2026-01-02T10:00:00Z, admin@acme.example, OTHER_SENT",
        "8, 2025-01-01T00:00:00Z, admin@acme.example, OTHER_SENT",
        "7, 2026-01-02T10:00:01Z, admin@acme.example, OTHER_SENT",
        // New and unreadable.
        "8, , admin@acme.example, UNCLEAR",
        "8, soon, admin@acme.example, UNCLEAR",
        "8, 2026-11-22T09:00:01Z, , UNCLEAR",
        "8, 2026-11-22T09:00:01Z, somebody, UNCLEAR",
        ", 2026-11-22T09:00:01Z, , UNCLEAR",
        ", , admin@acme.example, UNCLEAR",
        // Date in the future.
        "8, 2099-01-01T00:00:00Z, admin@acme.example, UNCLEAR",
        "9223372036854775807, 2026-11-22T09:00:01Z, admin@acme.example, SENT",
        // Old and partly unreadable.
        "7, soon, , NOT_SENT",
        "7, 2099-01-01T00:00:00Z, , NOT_SENT",
    })
    void historyReconcilesTheResend(Long id, String entered, String recipients, Finding finding) {
        assertThat(finding(token, mail(id, entered, recipients))).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 2026-01-02T10:00:00Z, admin@acme.example, NOT_SENT",
        "8, 2026-01-02T10:00:00Z, admin@acme.example, SENT",
        "8, 2026-01-02T10:00:01Z, admin@acme.example, SENT",
        "8, 2026-01-02T10:00:01Z, other@acme.example, OTHER_SENT",
        "8, 2026-01-02T10:00:01Z, , UNCLEAR",
        "8, , admin@acme.example, UNCLEAR",
        "7, , admin@acme.example, NOT_SENT",
        "8, 2026-01-01T00:00:00Z, admin@acme.example, NOT_SENT",
    })
    void tokenOfRelease100IsRead(Long id, String entered, String recipients, Finding finding) {
        ReconciliationToken old = ReconciliationToken.parse("1767348000000 7").orElseThrow();

        assertThat(finding(old, mail(id, entered, recipients))).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 2026-01-02T10:00:00.000+0000, NOT_SENT",
        "8, 2026-11-22T09:00:01.000+0000, SENT",
        "8, , UNCLEAR",
    })
    void timelessTokenOfRelease100IsReadByItsId(Long id, String entered, Finding finding) {
        ReconciliationToken old = ReconciliationToken.parse("0 7").orElseThrow();

        assertThat(finding(old, mail(id, entered, OURS))).isEqualTo(finding);
    }

    @Test
    void oneMatchingEmailAmongOthersIsEnough() {
        assertThat(finding(
                        token,
                        mail(8L, "2026-11-22T09:00:01Z", OTHERS),
                        mail(9L, null, OURS),
                        mail(10L, "2026-11-22T09:00:02Z", OURS)))
                .isEqualTo(Finding.SENT);
    }

    @Test
    void knownEmailWithFutureDateDoesNotHideANewOne() {
        ReconciliationToken ahead =
                ReconciliationToken.of(List.of(mail(7L, "2099-01-01T00:00:00Z", OURS)), Optional.of(REQUEST));
        Mail future = mail(7L, "2099-01-01T00:00:00Z", OURS);

        assertThat(finding(ahead, future)).isEqualTo(Finding.NOT_SENT);
        assertThat(finding(ahead, future, mail(8L, "2026-11-22T09:00:01Z", OURS)))
                .isEqualTo(Finding.SENT);
    }

    @Test
    void nullEntryAndMissingTypeAreUnclear() {
        History.Read withNull =
                new History.Read(List.of(mail(7L, "2026-01-02T10:00:00Z", OURS)), true, Optional.empty());
        Mail ofNoKind = new Mail(8L, null, "2026-11-22T09:00:01Z", new TextNode(OURS));

        assertThat(withNull.finding(Set.of("Issued"), token, OURS)).isEqualTo(Finding.UNCLEAR);
        assertThat(finding(token, mail(7L, "2026-01-02T10:00:00Z", OURS), ofNoKind))
                .isEqualTo(Finding.UNCLEAR);
        assertThat(finding(token)).isEqualTo(Finding.UNCLEAR);
    }

    private static Finding finding(ReconciliationToken token, Mail... mails) {
        return new History.Read(List.of(mails), false, Optional.empty()).finding(Set.of("Issued"), token, OURS);
    }

    private static Mail mail(Long id, String entered, String recipients) {
        return new Mail(id, "Issued", entered, recipients == null ? null : new TextNode(recipients));
    }
}
