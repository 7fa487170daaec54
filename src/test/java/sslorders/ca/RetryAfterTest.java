package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.text.HttpDate;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "120, 120", "' 7 ', 7", "999999, 999999"})
    void secondsAreRead(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 22 Nov 2026 09:02:00 GMT",
                "Sunday, 22-Nov-26 09:02:00 GMT",
                "Sun Nov 22 09:02:00 2026",
                " Sun, 22 Nov 2026 09:02:00 GMT "
            })
    void dateIsTheTimeUntilThen(String date) {
        assertThat(RetryAfter.parse(date, NOW)).contains(Duration.ofMinutes(2));
    }

    @Test
    void dayWithOneDigitIsReadInEachFormat() {
        Instant time = Instant.parse("1994-11-06T08:49:37Z");

        assertThat(HttpDate.parse("Sun, 06 Nov 1994 08:49:37 GMT")).contains(time);
        assertThat(HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT")).contains(time);
        assertThat(HttpDate.parse("Sun Nov  6 08:49:37 1994")).contains(time);
    }

    @Test
    void longestOfSeveralValuesIsUsed() {
        assertThat(RetryAfter.longest(List.of("5", "120", "60"), NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.longest(List.of("5", "Sun, 22 Nov 2026 09:02:00 GMT"), NOW))
                .contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.longest(List.of("5", "soon"), NOW)).contains(RetryAfter.UNREADABLE);
        assertThat(RetryAfter.longest(List.of(), NOW)).isEmpty();
    }

    @Test
    void pastDateIsEmpty() {
        assertThat(RetryAfter.parse("Sun, 22 Nov 2026 08:59:00 GMT", NOW)).isEmpty();
    }

    @Test
    void absentHeaderIsEmpty() {
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "1000000", "99999999999999999999", "2026-11-22T09:00:00Z"})
    void otherHeaderIsUnreadable(String header) {
        assertThat(RetryAfter.parse(header, NOW)).contains(RetryAfter.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({"0, PT0S", "1, PT1S", "999999, PT999999S"})
    void secondsInABodyAreRead(int seconds, Duration wait) {
        assertThat(RetryAfter.ofSeconds(seconds)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_000, Integer.MAX_VALUE})
    void otherTextInABodyIsUnreadable(int seconds) {
        assertThat(RetryAfter.ofSeconds(seconds)).isEqualTo(RetryAfter.UNREADABLE);
    }
}
