package sslorders.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConfigCheckTest {
    @Test
    void defaultsStart() {
        assertThatCode(() -> check("ssl-orders.http.max-imports", "4")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "max-json-body, 0",
        "body-timeout, 0s",
        "header-timeout, 0s",
        "max-imports, 0",
        "max-imports, -1",
        "import-stall, 0s",
        "unread-body-timeout, 0s"
    })
    void impossibleLimitStopsTheStart(String limit, String value) {
        String key = "ssl-orders.http." + limit;
        assertThatThrownBy(() -> check(key, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(key + ": must be ");
    }

    private static void check(String key, String value) {
        HttpConfig config = new SmallRyeConfigBuilder()
                .withMapping(HttpConfig.class)
                .withDefaultValue(key, value)
                // Quarkus's own converter, of "30s".
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(HttpConfig.class);
        new HttpConfigCheck().check(new StartupEvent(), config);
    }
}
