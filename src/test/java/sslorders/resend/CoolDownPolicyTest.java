package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sslorders.problem.ErrorType;

class CoolDownPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final CoolDownPolicy policy = new CoolDownPolicy(Duration.ofMinutes(15), 3, 4);

    @Test
    void anOrderThatWasNeverResentIsFree() {
        assertThat(policy.limit(Optional.empty(), List.of(), List.of(), NOW)).isEmpty();
    }

    @Test
    void anOrderRestsForTheCoolDownToTheInstant() {
        Instant end = NOW.plus(Duration.ofMinutes(15));

        assertThat(policy.limit(Optional.of(NOW), ago(0), ago(0), NOW))
                .contains(new CoolDownPolicy.Limit(ErrorType.COOL_DOWN, end));
        assertThat(policy.limit(Optional.of(NOW), ago(0), ago(0), end.minusNanos(1_000)))
                .isPresent();
        assertThat(policy.limit(Optional.of(NOW), ago(0), ago(0), end)).isEmpty();
    }

    @Test
    void anOrdersQuotaIsFreeWhenTheOldestOfItsLastResendsIsADayOld() {
        assertThat(policy.limit(rest(60), ago(60, 120, 180), List.of(), NOW))
                .contains(new CoolDownPolicy.Limit(
                        ErrorType.ORDER_QUOTA,
                        NOW.minus(Duration.ofMinutes(180)).plus(Duration.ofDays(1))));
        assertThat(policy.limit(rest(60), ago(60, 120), List.of(), NOW)).isEmpty();
        assertThat(policy.limit(rest(60), ago(60, 120, 24 * 60), List.of(), NOW))
                .isEmpty();
    }

    @Test
    void anAccountsQuotaIsFreeWhenTheOldestOfItsLastResendsIsAnHourOld() {
        assertThat(policy.limit(Optional.empty(), List.of(), ago(1, 2, 3, 50), NOW))
                .contains(new CoolDownPolicy.Limit(ErrorType.ACCOUNT_QUOTA, NOW.plus(Duration.ofMinutes(10))));
        assertThat(policy.limit(Optional.empty(), List.of(), ago(1, 2, 3), NOW)).isEmpty();
        assertThat(policy.limit(Optional.empty(), List.of(), ago(1, 2, 3, 60), NOW))
                .isEmpty();
    }

    @Test
    void theLimitThatLastsLongestIsTold() {
        assertThat(policy.limit(rest(1), ago(1, 2, 3), ago(1, 2, 3, 4), NOW)
                        .orElseThrow()
                        .type())
                .isEqualTo(ErrorType.ORDER_QUOTA);
        assertThat(policy.limit(rest(1), ago(1), ago(1, 2, 3, 4), NOW)
                        .orElseThrow()
                        .type())
                .isEqualTo(ErrorType.ACCOUNT_QUOTA);
    }

    @Test
    void aCoolDownOfNothingHoldsNothingBack() {
        assertThat(new CoolDownPolicy(Duration.ZERO, 3, 4).limit(Optional.of(NOW), ago(0), ago(0), NOW))
                .isEmpty();
    }

    @Test
    void anOrderWhoseNextAttemptIsToComeRestsUntilTheCoolDownAfterIt() {
        Instant nextAttempt = NOW.plus(Duration.ofMinutes(5));

        assertThat(policy.limit(Optional.of(nextAttempt), ago(600), ago(600), NOW))
                .contains(new CoolDownPolicy.Limit(ErrorType.COOL_DOWN, NOW.plus(Duration.ofMinutes(20))));
    }

    private static Optional<Instant> rest(int minutes) {
        return Optional.of(NOW.minus(Duration.ofMinutes(minutes)));
    }

    /** Times that many minutes ago. */
    private static List<Instant> ago(Integer... minutes) {
        return Stream.of(minutes).map(m -> NOW.minus(Duration.ofMinutes(m))).toList();
    }
}
