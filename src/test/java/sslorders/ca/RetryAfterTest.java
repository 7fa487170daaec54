package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "120, 120", "' 7 ', 7", "999999, 999999"})
    void secondsAreRead(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void aDateIsTheTimeUntilThen() {
        assertThat(RetryAfter.parse("Sun, 22 Nov 2026 09:02:00 GMT", NOW)).contains(Duration.ofMinutes(2));
    }

    @Test
    void aDateThatHasPassedSaysNothing() {
        assertThat(RetryAfter.parse("Sun, 22 Nov 2026 08:59:00 GMT", NOW)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-1", "1.5", "1000000", "99999999999999999999", "2026-11-22T09:00:00Z"})
    void anythingElseSaysNothing(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
