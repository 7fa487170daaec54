package sslorders.webhook;

import java.time.Instant;

/**
 * Limits the concurrent calls of this replica to one endpoint. After a failed call, the replica makes one call at a time until a call
 * succeeds. Therefore, an endpoint that does not respond occupies one thread. After a {@code Retry-After}, the replica makes no call until
 * that time. Thread-safe.
 */
final class CallPermits {
    private final int max;
    private int inUse;
    private boolean isFailing;
    private Instant notBefore = Instant.MIN;

    CallPermits(int max) {
        this.max = max;
    }

    /** Returns whether the caller can make a call now. If it can, it must call {@link #release} after the call. */
    synchronized boolean tryAcquire(Instant now) {
        if (now.isBefore(notBefore) || inUse >= (isFailing ? 1 : max)) {
            return false;
        }
        inUse++;
        return true;
    }

    /** Ends a call that has no result, because it was interrupted or not made. */
    synchronized void release() {
        inUse--;
    }

    /**
     * Ends a call.
     *
     * @param failed whether the receiver did not accept the event
     * @param until the time before which the receiver requested no further call; {@link Instant#MIN} if it requested none
     */
    synchronized void release(boolean failed, Instant until) {
        inUse--;
        isFailing = failed;
        notBefore = failed && until.isAfter(notBefore) ? until : notBefore;
    }
}
