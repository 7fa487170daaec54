package sslorders.resend;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tracks the resends of requests on this replica, so that a shutdown can wait for them. The HTTP server waits only for requests whose
 * client is still connected, but the resend of a disconnected client may still be in progress.
 */
@ApplicationScoped
class ResendsInProgress {
    private static final int MAX_RESENDS = Integer.MAX_VALUE;

    private final Semaphore free = new Semaphore(MAX_RESENDS);

    <T> T during(Supplier<T> resend) {
        free.acquireUninterruptibly();
        try {
            return resend.get();
        } finally {
            free.release();
        }
    }

    /** Waits until no resend is in progress, or until the timeout. */
    void await(Duration timeout) {
        try {
            if (free.tryAcquire(MAX_RESENDS, timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                free.release(MAX_RESENDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
