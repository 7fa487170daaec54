package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.ca.RetryAfter;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final RetryPolicy policy =
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofHours(24));

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "4, 40", "5, 60", "6, 60", "1000000, 60"})
    void backoffDoublesUpToMaximum(int attempts, int seconds) {
        assertThat(policy.next(NOW, attempts, Optional.empty(), NOW, 0)).contains(NOW.plusSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, 30, 30", "1, 3, 5", "6, 30, 60", "6, 3600, 3600"})
    void backoffIsAtLeastRetryAfter(int attempts, int retryAfter, int seconds) {
        assertThat(policy.next(NOW, attempts, Optional.of(Duration.ofSeconds(retryAfter)), NOW, 0))
                .contains(NOW.plusSeconds(seconds));
    }

    @Test
    void unreadableRetryAfterUsesMaximumBackoff() {
        assertThat(policy.next(NOW, 1, Optional.of(RetryAfter.UNREADABLE), NOW, 0))
                .contains(NOW.plusSeconds(60));
    }

    @Test
    void dueTimeHasWholeMicroseconds() {
        Duration busyFor = Duration.ofSeconds(7, 123_456_789);

        assertThat(policy.postpone(NOW, busyFor, NOW, 0)).isEqualTo(NOW.plus(Duration.ofSeconds(7, 123_456_000)));
        assertThat(policy.next(NOW, 1, Optional.of(busyFor), NOW, 0))
                .contains(NOW.plus(Duration.ofSeconds(7, 123_456_000)));
    }

    @Test
    void jitterAddsUpTo25Percent() {
        assertThat(policy.next(NOW, 1, Optional.empty(), NOW, 1)).contains(NOW.plusMillis(6_250));
        assertThat(policy.next(NOW, 1, Optional.of(Duration.ofSeconds(100)), NOW, 0.5))
                .contains(NOW.plusMillis(112_500));
    }

    @Test
    void noAttemptAfterRetryPeriod() {
        Instant requested = NOW.minus(Duration.ofHours(24)).plusSeconds(5);

        assertThat(policy.next(requested, 1, Optional.empty(), NOW, 0)).contains(NOW.plusSeconds(5));
        assertThat(policy.next(requested, 1, Optional.empty(), NOW, 0.01)).isEmpty();
        assertThat(policy.isOver(requested, NOW.plusSeconds(5))).isFalse();
        assertThat(policy.isOver(requested, NOW.plusSeconds(5).plusNanos(1))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 5",
        "0, 0, 1, 10",
        "20, 0, 0, 20",
        "20, 0, 0.5, 30",
        "20, 30, 0, 30",
        "3600, 30, 0, 60",
        "3600, 90, 1, 180",
    })
    void postponementGrowsWithAgeOfRequest(int age, int busyFor, double jitter, int wait) {
        Instant now = NOW.plusSeconds(age);

        assertThat(policy.postpone(NOW, Duration.ofSeconds(busyFor), now, jitter))
                .isEqualTo(now.plusSeconds(wait));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 7200, 0, 5",
        "0, 7200, 1, 10",
        "20, 7200, 0.5, 30",
        "3600, 7200, 0, 60",
        "3600, 40, 0, 40",
        "3600, 40, 1, 80",
        "0, 1, 0, 1",
    })
    void waitForPauseEndsWithThePause(int age, int rest, double jitter, int wait) {
        Instant now = NOW.plusSeconds(age);

        assertThat(policy.waitForPause(NOW, now.plusSeconds(rest), now, jitter)).isEqualTo(now.plusSeconds(wait));
    }
}
