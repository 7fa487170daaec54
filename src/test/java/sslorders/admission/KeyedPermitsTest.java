package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyedPermitsTest {
    private static final Duration NO_WAIT = Duration.ofMillis(1);

    @Test
    void shareIsAtLeastOnePermit() {
        assertThat(KeyedPermits.share(0.1, 4)).isEqualTo(1);
        assertThat(KeyedPermits.share(0.5, 9)).isEqualTo(4);
        assertThat(KeyedPermits.share(1, 9)).isEqualTo(9);
    }

    @Test
    void eachKeyHasItsOwnPermits() {
        KeyedPermits permits = new KeyedPermits(1, NO_WAIT);
        assertThat(permits.acquire("acme")).isTrue();
        assertThat(permits.acquire("acme")).isFalse();
        assertThat(permits.acquire("globex")).isTrue();
        permits.release("acme");
        assertThat(permits.acquire("acme")).isTrue();
    }

    @Test
    void waitingThreadAcquiresReleasedPermit() {
        KeyedPermits permits = new KeyedPermits(1, Duration.ofMinutes(1));
        permits.acquire("acme");
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> permits.acquire("acme"));
        permits.release("acme");
        assertThat(waiting.join()).isTrue();
    }

    @Test
    void interruptedThreadAcquiresNoPermit() {
        KeyedPermits permits = new KeyedPermits(1, Duration.ofMinutes(1));
        permits.acquire("acme");
        Thread.currentThread().interrupt();
        assertThat(permits.acquire("acme")).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void unusedKeysAreRemoved() {
        KeyedPermits permits = new KeyedPermits(1, NO_WAIT);
        permits.acquire("acme");
        permits.acquire("acme");
        permits.release("acme");
        await().until(() -> permits.size() == 0);
    }
}
