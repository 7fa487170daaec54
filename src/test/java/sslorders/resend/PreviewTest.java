package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

@QuarkusTest
class PreviewTest extends ServiceTest {

    @Test
    void previewShowsRecipientWithoutCallingTheCa() {
        captured("1001", capture("1001"));

        assertThat(as("acme").preview("1001").send().jsonPath().getMap(""))
                .isEqualTo(Map.of(
                        "recipient",
                        "admin@acme.example",
                        "certificateAuthority",
                        "alpha",
                        "recipientCheck",
                        "sent-along",
                        "resendable",
                        true));
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void recipientCheckDependsOnDialect() {
        captured("1001", "certificateAuthority", "godaddy");

        as("acme").preview("1001").then().body("recipientCheck", equalTo("checked"));
    }

    @Test
    void recipientCheckIsAbsentWithoutConfiguredCa() {
        captured("1001", capture("1001"));
        execute("update certificate_order set certificate_authority = 'former'");

        as("acme")
                .preview("1001")
                .then()
                .body("reason", equalTo("ca-not-configured"))
                .body("$", not(hasKey("recipientCheck")));
    }

    @Test
    void previewShowsNewestResend() {
        captured("1001", capture("1001"));
        as("acme").resend("1001").then().statusCode(202);
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        String newest = as("acme").resend("1001").send().jsonPath().getString("id");

        as("acme")
                .preview("1001")
                .then()
                .body("lastResend.id", equalTo(newest))
                .body("lastResend.status", equalTo("accepted"))
                .body("lastResend.requestedAt", equalTo("2026-11-22T10:00:00Z"));
    }
}
