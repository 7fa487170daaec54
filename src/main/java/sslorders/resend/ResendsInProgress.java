package sslorders.resend;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import sslorders.log.TraceContext;

/**
 * Tracks the resends of requests on this replica, so that a shutdown can wait for them. The HTTP server waits only for requests whose
 * client is still connected. The resend of a disconnected client, or an attempt after its response, may still be in progress.
 */
@ApplicationScoped
class ResendsInProgress {
    private static final int MAX_RESENDS = Integer.MAX_VALUE;

    private final Semaphore free = new Semaphore(MAX_RESENDS);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("resend-", 0).factory());

    /** Handles a request on the current thread. */
    <T> T during(Supplier<T> request) {
        free.acquireUninterruptibly();
        try {
            return request.get();
        } finally {
            free.release();
        }
    }

    /**
     * Starts an attempt on a new virtual thread, so that it can continue after the response. From the request, the thread keeps only
     * the trace.
     *
     * @throws RejectedExecutionException after {@link #interrupt}
     */
    <T> Future<T> start(Supplier<T> attempt) {
        Supplier<T> traced = TraceContext.keep(attempt);
        // Acquired before the thread starts, so that the resend is in progress without a gap.
        free.acquireUninterruptibly();
        try {
            return threads.submit(() -> {
                try {
                    return traced.get();
                } finally {
                    free.release();
                }
            });
        } catch (RejectedExecutionException shutdown) {
            free.release();
            throw shutdown;
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

    /** Interrupts the attempts in progress, and prevents new attempts. */
    void interrupt() {
        threads.shutdownNow();
    }
}
