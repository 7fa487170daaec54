package sslorders.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sslorders.account.SupportLoginConfig;

class PageSwitchTest {
    private static final String SECRET = "a secret of more than 32 characters";

    @Test
    void missingKeysAreNamedTogether() {
        assertThatThrownBy(() -> new PageSwitch(config(true, null, null, "short"), support(null), "true").check(null))
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
        assertThatThrownBy(() -> new PageSwitch(config(false, null, null, null), support(null), "no").check(null))
                .hasMessageContaining("ssl-orders.page.enabled: must be true or false");
    }

    @Test
    void supportScreenNeedsThePage() {
        assertThatThrownBy(() -> new PageSwitch(config(false, null, null, null), support("roles"), "false").check(null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ssl-orders.page.support.claim: requires ssl-orders.page.enabled=true");
        assertThatCode(() -> new PageSwitch(config(true, "id", "secret", SECRET), support("roles"), "true").check(null))
                .doesNotThrowAnyException();
    }

    private static SupportLoginConfig support(String claim) {
        return new SupportLoginConfig() {
            @Override
            public Optional<String> claim() {
                return Optional.ofNullable(claim);
            }

            @Override
            public String value() {
                return "ssl-orders:support";
            }
        };
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
