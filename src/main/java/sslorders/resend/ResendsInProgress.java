package sslorders.resend;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Resends that requests have begun at this replica. The server waits at its end for requests with a client; a client that
 * has disconnected leaves a resend behind, which the CA may be sending.
 */
@ApplicationScoped
class ResendsInProgress {
    private static final int MOST = Integer.MAX_VALUE;

    private final Semaphore free = new Semaphore(MOST);

    <T> T during(Supplier<T> resend) {
        free.acquireUninterruptibly();
        try {
            return resend.get();
        } finally {
            free.release();
        }
    }

    /** Waits until there is none, or that time is over. */
    void await(Duration longest) {
        try {
            if (free.tryAcquire(MOST, longest.toNanos(), TimeUnit.NANOSECONDS)) {
                free.release(MOST);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
