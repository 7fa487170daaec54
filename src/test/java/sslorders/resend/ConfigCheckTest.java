package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConfigCheckTest {

    @Test
    void whatCanWorkIsTaken() {
        assertThat(ConfigCheck.atLeastOne("key", 1)).isEqualTo(1);
        assertThat(ConfigCheck.positive("key", Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
        assertThat(ConfigCheck.notShorter("key", Duration.ofDays(7), "other", Duration.ofDays(7)))
                .isEqualTo(Duration.ofDays(7));
    }

    @Test
    void whatCannotIsRefusedByItsKey() {
        assertThatThrownBy(() -> ConfigCheck.atLeastOne("the.key", 0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the.key: ");
        assertThatThrownBy(() -> ConfigCheck.positive("the.key", Duration.ZERO))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the.key: ");
        assertThatThrownBy(() -> ConfigCheck.positive("the.key", Duration.ofSeconds(-1)))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> ConfigCheck.notShorter("the.key", Duration.ofDays(6), "other", Duration.ofDays(7)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the.key: ")
                .hasMessageContaining("other");
    }
}
