package sslorders.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressHashesTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    /** Returns the hash of an address with a configured key. */
    static String hash(String key, String address) {
        return hashes(key).function().apply(address);
    }

    private static AddressHashes hashes(String key) {
        return new AddressHashes(null, new ErasureConfig() {
            @Override
            public Optional<String> key() {
                return Optional.of(key);
            }

            @Override
            public Duration retryInterval() {
                return Duration.ofMinutes(1);
            }

            @Override
            public Duration captureWait() {
                return Duration.ofSeconds(10);
            }
        });
    }

    /** The value is that of the command in docs/data.md. */
    @Test
    void hashIsHmacSha256InHexadecimal() {
        assertThat(hash(KEY, "admin@acme.example"))
                .isEqualTo("f41d97b610d4fb7264df409f3856f713b507e8642915f7ae45370109501cc6a3");
    }

    @Test
    void hashDependsOnAddressAndKeyButNotOnCase() {
        String hash = hash(KEY, "admin@acme.example");

        assertThat(hash(KEY, "Admin@ACME.example")).isEqualTo(hash);
        assertThat(hash(KEY, "admin@acme.exampl")).isNotEqualTo(hash);
        assertThat(hash(KEY + "0", "admin@acme.example")).isNotEqualTo(hash);
    }

    @Test
    void shortKeyIsRejected() {
        assertThatThrownBy(() -> hashes(KEY.substring(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("ssl-orders.erasure.key: must have at least 32 characters");
    }
}
