package sslorders.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageSwitchTest {
    private static final String SECRET = "a secret of more than 32 characters";

    @Test
    void missingKeysAreNamedTogether() {
        assertThatThrownBy(() -> new PageSwitch(config(true, null, null, "short"), "true").check(null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "ssl-orders.page.client-id", "ssl-orders.page.client-secret", "ssl-orders.page.secret");
    }

    @Test
    void completeKeysOrASwitchThatIsOffAreAccepted() {
        assertThat(PageSwitch.missing(config(true, "id", "secret", SECRET))).isEmpty();
        assertThat(PageSwitch.missing(config(false, null, null, null))).isEmpty();
    }

    @Test
    void otherWordOfTheSwitchIsRejected() {
        assertThatThrownBy(() -> new PageSwitch(config(false, null, null, null), "no").check(null))
                .hasMessageContaining("ssl-orders.page.enabled: must be true or false");
    }

    private static PageConfig config(boolean enabled, String id, String clientSecret, String secret) {
        return new PageConfig() {
            @Override
            public boolean enabled() {
                return enabled;
            }

            @Override
            public Optional<String> clientId() {
                return Optional.ofNullable(id);
            }

            @Override
            public Optional<String> clientSecret() {
                return Optional.ofNullable(clientSecret);
            }

            @Override
            public Optional<String> secret() {
                return Optional.ofNullable(secret);
            }

            @Override
            public Optional<String> theme() {
                return Optional.empty();
            }
        };
    }
}
