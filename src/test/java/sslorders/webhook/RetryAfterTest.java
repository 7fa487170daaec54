package sslorders.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"120 | PT2M", " 120 | PT2M", "999999999 | PT999999999S", "Sun, 22 Nov 2026 09:01:30 GMT | PT1M30S"
            })
    void secondsAndDateAreRead(String header, Duration delay) {
        assertThat(RetryAfter.longest(List.of(header), NOW)).contains(delay);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "soon", "1.5", "9999999999", "Sun, 22 Nov 2026 08:59:59 GMT"})
    void otherHeaderRequestsNoDelay(String header) {
        assertThat(RetryAfter.longest(List.of(header), NOW)).isEmpty();
    }

    @Test
    void longestOfSeveralHeadersIsUsed() {
        assertThat(RetryAfter.longest(List.of("5", "x", "60"), NOW)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.longest(List.of(), NOW)).isEmpty();
    }
}
