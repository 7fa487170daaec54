package sslorders.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallPermitsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final CallPermits permits = new CallPermits(2);

    @Test
    void concurrentCallsAreLimited() {
        assertThat(permits.tryAcquire(NOW)).isTrue();
        assertThat(permits.tryAcquire(NOW)).isTrue();
        assertThat(permits.tryAcquire(NOW)).isFalse();

        permits.release(false, Instant.MIN);

        assertThat(permits.tryAcquire(NOW)).isTrue();
    }

    @Test
    void failureLimitsCallsToOneUntilASuccess() {
        permits.tryAcquire(NOW);
        permits.release(true, Instant.MIN);

        assertThat(permits.tryAcquire(NOW)).isTrue();
        assertThat(permits.tryAcquire(NOW)).isFalse();

        permits.release(false, Instant.MIN);

        assertThat(permits.tryAcquire(NOW)).isTrue();
        assertThat(permits.tryAcquire(NOW)).isTrue();
    }

    @Test
    void callWithoutResultFreesItsPermit() {
        permits.tryAcquire(NOW);
        permits.tryAcquire(NOW);
        permits.release();

        assertThat(permits.tryAcquire(NOW)).isTrue();
    }

    @Test
    void receiverCanRequestAPause() {
        permits.tryAcquire(NOW);
        permits.release(true, NOW.plusSeconds(60));

        assertThat(permits.tryAcquire(NOW.plusSeconds(59))).isFalse();
        assertThat(permits.tryAcquire(NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void shorterRequestDoesNotEndThePause() {
        permits.tryAcquire(NOW);
        permits.tryAcquire(NOW);
        permits.release(true, NOW.plusSeconds(60));
        permits.release(true, Instant.MIN);

        assertThat(permits.tryAcquire(NOW.plusSeconds(59))).isFalse();
    }
}
