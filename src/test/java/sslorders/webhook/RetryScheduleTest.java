package sslorders.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final RetrySchedule DEFAULT =
            new RetrySchedule(WebhookConfigs.config("").retryDelays());

    @Test
    void defaultIsTheScheduleOfStandardWebhooks() {
        List<Duration> sinceStart = IntStream.rangeClosed(0, DEFAULT.delays().size())
                .mapToObj(calls -> new RetrySchedule(DEFAULT.delays().subList(0, calls)).total())
                .toList();

        assertThat(sinceStart)
                .containsExactly(
                        Duration.ZERO,
                        Duration.parse("PT5S"),
                        Duration.parse("PT5M5S"),
                        Duration.parse("PT35M5S"),
                        Duration.parse("PT2H35M5S"),
                        Duration.parse("PT7H35M5S"),
                        Duration.parse("PT17H35M5S"),
                        Duration.parse("PT31H35M5S"),
                        Duration.parse("PT51H35M5S"),
                        Duration.parse("PT75H35M5S"));
    }

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT5M", "3, PT30M", "4, PT2H", "5, PT5H", "6, PT10H", "7, PT14H", "8, PT20H", "9, PT24H"})
    void delayDependsOnTheNumberOfCalls(int calls, Duration delay) {
        assertThat(DEFAULT.next(calls, Optional.empty(), NOW, 0)).contains(NOW.plus(delay));
    }

    @Test
    void tenthCallIsTheLast() {
        assertThat(DEFAULT.next(10, Optional.empty(), NOW, 0)).isEmpty();
        assertThat(DEFAULT.next(10, Optional.of(Duration.ofSeconds(1)), NOW, 0)).isEmpty();
    }

    @Test
    void jitterAddsUpToATenth() {
        assertThat(DEFAULT.next(2, Optional.empty(), NOW, 1)).contains(NOW.plusSeconds(330));
        assertThat(DEFAULT.next(2, Optional.empty(), NOW, 0.5)).contains(NOW.plusSeconds(315));
    }

    @ParameterizedTest
    @CsvSource({"PT1S, PT5S", "PT6S, PT6S", "PT23H59M, PT23H59M", "PT25H, PT24H", "PT9999999H, PT24H"})
    void longerRetryAfterIsHonoredForADay(Duration requested, Duration delay) {
        assertThat(DEFAULT.next(1, Optional.of(requested), NOW, 0)).contains(NOW.plus(delay));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S", "PT0.2S, PT1S", "PT40S, PT40S", "PT4M59S, PT4M59S", "PT20H, PT5M"})
    void postponedDeliveryWaitsAsLongAsItsAge(Duration age, Duration delay) {
        assertThat(DEFAULT.postpone(NOW.minus(age), NOW, 0)).isEqualTo(NOW.plus(delay));
        assertThat(DEFAULT.postpone(NOW.minus(age), NOW, 1)).isEqualTo(NOW.plus(delay.multipliedBy(2)));
    }

    @Test
    void postponedDeliveryWaitsNoLongerThanARetry() {
        RetrySchedule quick = new RetrySchedule(List.of(Duration.ofSeconds(2), Duration.ofSeconds(3)));

        assertThat(quick.postpone(NOW.minusSeconds(60), NOW, 0)).isEqualTo(NOW.plusSeconds(3));
    }

    @Test
    void eventOfTheFutureIsPostponedByASecond() {
        assertThat(DEFAULT.postpone(NOW.plusSeconds(10), NOW, 0)).isEqualTo(NOW.plusSeconds(1));
    }
}
