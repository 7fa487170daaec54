package sslorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCheckTest {
    @Test
    void possibleValueIsReturned() {
        assertThat(ConfigCheck.atLeastOne("key", 1)).isEqualTo(1);
        assertThat(ConfigCheck.positive("key", Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
        assertThat(ConfigCheck.notShorter("key", Duration.ofDays(7), "other", Duration.ofDays(7)))
                .isEqualTo(Duration.ofDays(7));
    }

    @Test
    void shareOfAFewIsAtLeastOne() {
        assertThat(ConfigCheck.share("share", 0.1, 4)).isEqualTo(1);
        assertThat(ConfigCheck.share("share", 0.5, 9)).isEqualTo(4);
        assertThat(ConfigCheck.share("share", 1, 9)).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
    void impossibleShareStopsTheStart(double share) {
        assertThatThrownBy(() -> ConfigCheck.share("the.key", share, 9))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the.key: must be more than 0 and at most 1");
    }

    @Test
    void impossibleNumberStopsTheStart() {
        assertThatThrownBy(() -> ConfigCheck.atLeastOne("the.key", 0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the.key: must be at least 1");
    }

    @Test
    void impossibleTimeStopsTheStart() {
        assertThatThrownBy(() -> ConfigCheck.positive("the.key", Duration.ZERO))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the.key: must be positive");
        assertThatThrownBy(() -> ConfigCheck.positive("the.key", Duration.ofSeconds(-1)))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> ConfigCheck.notShorter("the.key", Duration.ofDays(6), "other", Duration.ofDays(7)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the.key: ")
                .hasMessageContaining("other");
    }
}
