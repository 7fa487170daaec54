package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sslorders.error.ErrorType;

class CoolDownPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final CoolDownPolicy policy = new CoolDownPolicy(Duration.ofMinutes(15));

    @Test
    void orderWithoutResendHasNoLimit() {
        assertThat(policy.limit(never(), never(), never(), NOW)).isEmpty();
    }

    @Test
    void coolDownEndsExactlyAfterItsDuration() {
        Instant end = NOW.plus(Duration.ofMinutes(15));

        assertThat(policy.limit(ago(0), never(), never(), NOW))
                .contains(new CoolDownPolicy.Limit(ErrorType.COOL_DOWN, end));
        assertThat(policy.limit(ago(0), never(), never(), end.minusNanos(1_000)))
                .isPresent();
        assertThat(policy.limit(ago(0), never(), never(), end)).isEmpty();
    }

    @Test
    void orderQuotaEnds24HoursAfterLimitingResend() {
        assertThat(policy.limit(ago(60), ago(180), never(), NOW))
                .contains(new CoolDownPolicy.Limit(
                        ErrorType.ORDER_QUOTA,
                        NOW.minus(Duration.ofMinutes(180)).plus(Duration.ofDays(1))));
        assertThat(policy.limit(ago(60), ago(24 * 60), never(), NOW)).isEmpty();
    }

    @Test
    void accountQuotaEndsOneHourAfterLimitingResend() {
        assertThat(policy.limit(never(), never(), ago(50), NOW))
                .contains(new CoolDownPolicy.Limit(ErrorType.ACCOUNT_QUOTA, NOW.plus(Duration.ofMinutes(10))));
        assertThat(policy.limit(never(), never(), ago(60), NOW)).isEmpty();
    }

    @Test
    void longestLimitIsReported() {
        assertThat(policy.limit(ago(1), ago(3), ago(4), NOW).orElseThrow().type())
                .isEqualTo(ErrorType.ORDER_QUOTA);
        assertThat(policy.limit(ago(1), never(), ago(4), NOW).orElseThrow().type())
                .isEqualTo(ErrorType.ACCOUNT_QUOTA);
    }

    @Test
    void zeroCoolDownHasNoLimit() {
        assertThat(new CoolDownPolicy(Duration.ZERO).limit(ago(0), never(), never(), NOW))
                .isEmpty();
    }

    @Test
    void coolDownStartsAtNextAttempt() {
        assertThat(policy.limit(ago(-5), never(), never(), NOW))
                .contains(new CoolDownPolicy.Limit(ErrorType.COOL_DOWN, NOW.plus(Duration.ofMinutes(20))));
    }

    private static Optional<Instant> never() {
        return Optional.empty();
    }

    private static Optional<Instant> ago(int minutes) {
        return Optional.of(NOW.minus(Duration.ofMinutes(minutes)));
    }
}
