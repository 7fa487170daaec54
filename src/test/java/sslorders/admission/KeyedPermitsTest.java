package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyedPermitsTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void shareOfAFewIsAtLeastOne() {
        assertThat(KeyedPermits.share(0.1, 4)).isEqualTo(1);
        assertThat(KeyedPermits.share(0.5, 9)).isEqualTo(4);
        assertThat(KeyedPermits.share(1, 9)).isEqualTo(9);
    }

    @Test
    void eachKeyHasPermitsOfItsOwn() {
        KeyedPermits permits = new KeyedPermits(1, AT_ONCE);
        assertThat(permits.acquire("acme")).isTrue();
        assertThat(permits.acquire("acme")).isFalse();
        assertThat(permits.acquire("globex")).isTrue();
        permits.release("acme");
        assertThat(permits.acquire("acme")).isTrue();
    }

    @Test
    void waitingThreadGetsTheReturnedPermit() {
        KeyedPermits permits = new KeyedPermits(1, Duration.ofMinutes(1));
        permits.acquire("acme");
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> permits.acquire("acme"));
        permits.release("acme");
        assertThat(waiting.join()).isTrue();
    }

    @Test
    void interruptedThreadGetsNoneAndStaysInterrupted() {
        KeyedPermits permits = new KeyedPermits(1, Duration.ofMinutes(1));
        permits.acquire("acme");
        Thread.currentThread().interrupt();
        assertThat(permits.acquire("acme")).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void unusedKeysTakeNoMemory() {
        KeyedPermits permits = new KeyedPermits(1, AT_ONCE);
        permits.acquire("acme");
        permits.acquire("acme");
        permits.release("acme");
        await().until(() -> permits.size() == 0);
    }
}
