package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import sslorders.account.AccountId;
import sslorders.order.OrderId;

/** The fingerprint that identifies repetitions of a request. */
class ResendCommandTest {

    /** Keys of release 1.0.0 are in use for one week after an upgrade. */
    @Test
    void fingerprintIsCompatibleWithRelease100() {
        assertThat(fingerprint(null, null))
                .isEqualTo("d6a1a767319c3bf2a337b16e3a14916f63e432872e0f8df1cb73b32a8b338ae4");
        assertThat(fingerprint("admin@acme.example", null))
                .isEqualTo("2b02ddd443b52dcbbcc4b1d95a25b6f2721b966f4fa373b42393757f3e32dacd");
    }

    @Test
    void fingerprintSeparatesReferenceAndRecipient() {
        assertThat(fingerprint("x", "T-1"))
                .isNotEqualTo(fingerprint("x", null))
                .isNotEqualTo(fingerprint("x\nreference T-1", null))
                .isNotEqualTo(fingerprint("reference T-1\nto x", null))
                .isNotEqualTo(fingerprint(null, "T-1"))
                .isNotEqualTo(fingerprint("x", "T-2"));
    }

    @Test
    void fingerprintContainsReasonOfSupport() {
        String called = onBehalf("called", false);

        assertThat(called)
                .isNotEqualTo(onBehalf("wrote", false))
                .isNotEqualTo(onBehalf("called", true))
                .isNotEqualTo(fingerprint(null, null))
                .isNotEqualTo(fingerprint("x\non behalf because called", null))
                .isEqualTo(onBehalf("called", false));
    }

    private static String onBehalf(String reason, boolean skipsCoolDown) {
        return ResendCommand.bySupport(
                        AccountId.parse("acme").orElseThrow(),
                        OrderId.parse("1001").orElseThrow(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Preferences.NONE,
                        new OnBehalf(reason, skipsCoolDown, (transaction, resend) -> {}))
                .fingerprint();
    }

    private static String fingerprint(String recipient, String reference) {
        return new ResendCommand(
                        AccountId.parse("acme").orElseThrow(),
                        OrderId.parse("1001").orElseThrow(),
                        "user",
                        Optional.of("portal"),
                        Optional.ofNullable(recipient),
                        Optional.ofNullable(reference).map(RequestReference::parse),
                        Optional.empty(),
                        Preferences.NONE)
                .fingerprint();
    }
}
