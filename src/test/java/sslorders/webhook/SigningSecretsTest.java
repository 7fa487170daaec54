package sslorders.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretsTest {
    private static final String ID = "019abcde-0000-7000-8000-000000000001";
    private static final String BODY = "{\"type\":\"resend.settled\"}";
    private static final Instant NOW = Instant.now();
    private static final String OLD = secret(24);
    private static final String NEW = secret(64);

    @Test
    void signatureIsHmacOfIdTimeAndBody() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(OLD.substring(6)), "HmacSHA256"));
        byte[] expected = mac.doFinal((ID + "." + NOW.getEpochSecond() + "." + BODY).getBytes(StandardCharsets.UTF_8));

        assertThat(secrets(OLD).sign(ID, NOW, BODY))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
    }

    @Test
    void exampleOfTheSpecificationIsReproduced() {
        assertThat(secrets("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .sign(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                Instant.ofEpochSecond(1614265330),
                                "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void libraryAcceptsEitherSecretDuringRotation(boolean isNew) throws Exception {
        String signatures = secrets(OLD, NEW).sign(ID, NOW, BODY);

        assertThat(signatures.split(" ")).hasSize(2);
        new Webhook(isNew ? NEW : OLD).verify(BODY, headers(signatures));
    }

    @Test
    void libraryRejectsAChangedBodyOrOtherSecret() {
        Map<String, List<String>> headers = headers(secrets(OLD).sign(ID, NOW, BODY));

        assertThatThrownBy(() -> new Webhook(OLD).verify(BODY + " ", headers)).hasMessageContaining("signature");
        assertThatThrownBy(() -> new Webhook(NEW).verify(BODY, headers)).hasMessageContaining("signature");
    }

    @ParameterizedTest
    @CsvSource({"23, 24 to 64", "65, 24 to 64", "0, 24 to 64"})
    void secretOfAnotherLengthIsRejected(int bytes, String rule) {
        rejected(rule, secret(bytes));
    }

    @Test
    void secretInAnotherFormIsRejected() {
        rejected("begin with whsec_", OLD.substring(6));
        rejected("Base64", "whsec_" + "*".repeat(40));
    }

    @Test
    void noneThreeOrEqualSecretsAreRejected() {
        rejected("one secret");
        rejected("one secret", " ");
        rejected("one secret", OLD, OLD);
        rejected("one secret", OLD, NEW, secret(32));
    }

    private static void rejected(String rule, String... configured) {
        assertThatThrownBy(() -> secrets(configured))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(rule)
                .message()
                .doesNotContain(configured.length == 0 ? OLD : configured[0].strip() + "=", NEW);
    }

    private static Map<String, List<String>> headers(String signatures) {
        return Map.of(
                "webhook-id", List.of(ID),
                "webhook-timestamp", List.of(String.valueOf(NOW.getEpochSecond())),
                "webhook-signature", List.of(signatures));
    }

    private static SigningSecrets secrets(String... configured) {
        return SigningSecrets.of(List.of(configured), ConfigurationException::new);
    }

    private static String secret(int bytes) {
        byte[] key = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            key[i] = (byte) (i * 7 + bytes);
        }
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }
}
