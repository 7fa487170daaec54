package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ResendsInProgressTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ResendsInProgress resends = new ResendsInProgress();

    @Test
    void waitWithoutResendsReturnsImmediately() {
        resends.await(LONG);
        assertThat(resends.during(() -> "result")).isEqualTo("result");
    }

    @Test
    void failedResendEndsTheWait() {
        assertThatThrownBy(() -> resends.during(() -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        resends.await(LONG);
    }

    @Test
    void waitEndsWithTheLastResend() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Boolean> resend = CompletableFuture.supplyAsync(() -> resends.during(() -> {
            begun.countDown();
            return await(end);
        }));
        begun.await();
        resends.await(Duration.ofMillis(1));
        assertThat(resend).isNotDone();
        end.countDown();
        resends.await(LONG);
        assertThat(resend.join()).isTrue();
    }

    @Test
    void waitIncludesStartedAttempt() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        // The request ends before its attempt.
        Future<Boolean> attempt = resends.during(() -> resends.start(() -> await(end)));

        resends.await(Duration.ofMillis(1));
        assertThat(attempt.isDone()).isFalse();
        end.countDown();
        resends.await(LONG);
        assertThat(attempt.get()).isTrue();
    }

    @Test
    void failedAttemptEndsTheWait() {
        Future<String> attempt = resends.start(() -> {
            throw new IllegalStateException("failed");
        });

        assertThatThrownBy(attempt::get).rootCause().hasMessage("failed");
        resends.await(LONG);
    }

    @Test
    void interruptEndsAttemptsAndRejectsFurtherOnes() throws Exception {
        Future<Boolean> attempt = resends.start(() -> await(new CountDownLatch(1)));

        resends.interrupt();

        assertThat(attempt.get()).isFalse();
        assertThatThrownBy(() -> resends.start(() -> "late")).isInstanceOf(RejectedExecutionException.class);
        resends.await(LONG);
    }

    private static boolean await(CountDownLatch end) {
        try {
            end.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
