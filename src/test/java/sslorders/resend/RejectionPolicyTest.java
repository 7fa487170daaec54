package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sslorders.error.Detail;
import sslorders.error.ErrorType;

class RejectionPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final RejectionPolicy policy = new RejectionPolicy(2, 4);

    @Test
    void fewerRejectionsThanLimitAreAllowed() {
        assertThat(policy.limit(List.of(), List.of(), List.of(), NOW)).isEmpty();
        assertThat(policy.limit(ago(1, 2, 3), ago(1), List.of(), NOW)).isEmpty();
    }

    @Test
    void orderLimitEndsOneHourAfterRejection() {
        Optional<CoolDownPolicy.Limit> limit = policy.limit(ago(10, 20), ago(10, 20), List.of(), NOW);

        assertThat(limit).hasValueSatisfying(found -> {
            assertThat(found.type()).isEqualTo(ErrorType.REJECTION_LIMIT);
            assertThat(found.until()).isEqualTo(in(40));
            assertThat(found.refusal(NOW).getMessage())
                    .isEqualTo("Too many resends of this order were rejected in the last hour."
                            + " The next resend of this order is possible at 2026-11-22T09:40:00Z.");
        });
        assertThat(policy.limit(ago(10, 20), ago(10, 20), List.of(), in(40))).isEmpty();
    }

    @Test
    void accountLimitEndsOneHourAfterRejection() {
        assertThat(policy.limit(ago(10, 20, 30, 50), ago(10), List.of(), NOW)).hasValueSatisfying(found -> {
            assertThat(found.until()).isEqualTo(in(10));
            assertThat(found.detail()).isEqualTo(Detail.ACCOUNT_REJECTIONS);
        });
    }

    @Test
    void longestLimitIsReported() {
        assertThat(policy.limit(ago(10, 20, 30, 50), ago(10, 20), List.of(), NOW))
                .hasValueSatisfying(found -> assertThat(found.until()).isEqualTo(in(40)));
    }

    @Test
    void resendsInProgressCountAfterARejection() {
        assertThat(policy.limit(ago(1), List.of(), times(2, 3, 5), NOW)).hasValueSatisfying(found -> {
            assertThat(found.type()).isEqualTo(ErrorType.REJECTION_LIMIT);
            assertThat(found.until()).isEqualTo(in(2));
        });
        assertThat(policy.limit(ago(1), List.of(), times(2, 3), NOW)).isEmpty();
        assertThat(policy.limit(List.of(), List.of(), times(2, 3, 5, 6), NOW)).isEmpty();
    }

    @Test
    void overdueResendIsExpectedToEndSoon() {
        assertThat(policy.limit(ago(1), List.of(), times(-2, 3, 5), NOW))
                .hasValueSatisfying(found -> assertThat(found.until()).isEqualTo(NOW.plusSeconds(1)));
    }

    private static Instant in(int minutes) {
        return NOW.plus(Duration.ofMinutes(minutes));
    }

    private static List<Instant> times(int... minutes) {
        return IntStream.of(minutes).mapToObj(RejectionPolicyTest::in).toList();
    }

    private static List<Instant> ago(int... minutes) {
        return times(IntStream.of(minutes).map(minute -> -minute).toArray());
    }
}
