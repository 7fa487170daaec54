package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutsTest {

    @ParameterizedTest
    @CsvSource({"2s, 10s, 2000, 24000", "20s, 10s, 5000, 45000", "100ms, 1h, 100, 7200200"})
    void handshakeTimeoutIsAtMostTheReadTimeout(String connect, String read, long handshake, long all) {
        Timeouts timeouts = timeouts(connect, read, true);

        assertThat(timeouts.handshake()).isEqualTo(Duration.ofMillis(handshake));
        assertThat(timeouts.all()).isEqualTo(Duration.ofMillis(all));
    }

    @Test
    void withoutTlsThereIsNoHandshake() {
        assertThat(timeouts("2s", "10s", false).all()).isEqualTo(Duration.ofSeconds(22));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.0000001S, 1", "PT2S, 2000", "PT10000H, 2147483647"})
    void shortDurationNeverDisablesTheTimeout(Duration duration, int millis) {
        assertThat(Timeouts.millis(duration)).isEqualTo(millis);
    }

    private static Timeouts timeouts(String connect, String read, boolean tls) {
        return Timeouts.of(
                CaConfigs.settings(
                        "tested",
                        Map.of(
                                "dialect",
                                "rest",
                                "url",
                                "https://ca.example",
                                "connect-timeout",
                                connect,
                                "read-timeout",
                                read)),
                tls);
    }
}
