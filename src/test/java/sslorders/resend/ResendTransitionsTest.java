package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;
import sslorders.pause.CaPauses;
import sslorders.resend.Transition.AttemptChange;

/** Transitions of a resend whose CA is not configured. Decisions that depend on a CA are tested over HTTP. */
class ResendTransitionsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final ResendTransitions transitions = new ResendTransitions(
            new SmallRyeConfigBuilder()
                    .withConverters(new Converter<?>[] {new DurationConverter()})
                    .withMapping(RelayConfig.class)
                    .build()
                    .getConfigMapping(RelayConfig.class),
            new CaPauses());

    private final Resend pending = new Resend(
            new UUID(0, 1),
            new Resend.Requested(
                    "acme",
                    "1001",
                    "alpha",
                    "CA-1001",
                    "DV",
                    "admin@acme.example",
                    NOW,
                    "user",
                    Optional.empty(),
                    Optional.empty(),
                    false),
            ResendState.pending(NOW));
    private final Resend relaying =
            transitions.retry(pending, Optional.empty(), NOW).after();

    @Test
    void newResendStartsItsFirstAttempt() {
        assertThat(transitions.opened(Optional.empty(), NOW, true).status()).isEqualTo(ResendStatus.RELAYING);
        assertThat(transitions.opened(Optional.empty(), NOW, false)).isEqualTo(ResendState.pending(NOW));
    }

    @Test
    void pendingResendStartsItsNextAttempt() {
        Transition begun = transitions.retry(pending, Optional.empty(), NOW);

        assertThat(begun.attempt()).isEqualTo(new AttemptChange.Begun(NOW));
        assertThat(begun.next().attempts()).isEqualTo(1);
    }

    @Test
    void pendingResendStopsAfterRetryPeriod() {
        Transition ended = transitions.retry(pending, Optional.empty(), NOW.plus(Duration.ofHours(25)));

        assertThat(ended.attempt()).isEqualTo(new AttemptChange.None());
        assertThat(ended.next().status()).isEqualTo(ResendStatus.GAVE_UP);
    }

    @Test
    void callThatWasNotExecutedIsRetried() {
        ResendState next = end(new Outcome.NotExecuted("x", Optional.empty()), NOW);

        assertThat(next.status()).isEqualTo(ResendStatus.PENDING);
        assertThat(next.dueAt().orElseThrow()).isBetween(NOW.plusSeconds(5), NOW.plusMillis(6_250));
    }

    @Test
    void retryHonorsRetryAfterOfTheCa() {
        ResendState next = end(new Outcome.NotExecuted("x", Optional.of(Duration.ofMinutes(3))), NOW);

        assertThat(next.dueAt().orElseThrow()).isBetween(NOW.plusSeconds(180), NOW.plusSeconds(225));
    }

    @Test
    void retriesStopAfterRetryPeriod() {
        ResendState next = end(new Outcome.NotExecuted("x", Optional.empty()), NOW.plus(Duration.ofHours(24)));

        assertThat(next.status()).isEqualTo(ResendStatus.GAVE_UP);
    }

    @Test
    void unknownOutcomeWithTokenIsReconciled() {
        ResendState next = end(new Outcome.Unknown("x", Optional.of("token")), NOW);

        assertThat(next.status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(next.dueAt()).contains(NOW.plus(Duration.ofMinutes(5)));
        assertThat(next.answer().token()).contains("token");
    }

    @Test
    void unknownOutcomeWithoutTokenIsFinal() {
        assertThat(end(new Outcome.Unknown("x"), NOW).isFinal()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "SENT, ACCEPTED, true",
        "OTHER_SENT, UNKNOWN, true",
        "NOT_SENT, PENDING, false",
        "UNCLEAR, UNKNOWN, false",
        "THROTTLED, UNKNOWN, false"
    })
    void findingDecidesNextStatus(Finding finding, ResendStatus status, boolean isFinal) {
        ResendState next = transitions.reconciled(unknown(), finding, NOW).next();

        assertThat(next.status()).isEqualTo(status);
        assertThat(next.isFinal()).isEqualTo(isFinal);
    }

    @Test
    void unclearFindingIsFinalAfterRetryPeriod() {
        ResendState next = transitions
                .reconciled(unknown(), Finding.UNCLEAR, NOW.plus(Duration.ofHours(24)))
                .next();

        assertThat(next.status()).isEqualTo(ResendStatus.UNKNOWN);
        assertThat(next.isFinal()).isTrue();
    }

    private Resend unknown() {
        return relaying.withState(end(new Outcome.Unknown("x", Optional.of("token")), NOW));
    }

    private ResendState end(Outcome outcome, Instant now) {
        return transitions
                .end(relaying, Optional.empty(), outcome, Optional.of(Duration.ZERO), now)
                .next();
    }
}
