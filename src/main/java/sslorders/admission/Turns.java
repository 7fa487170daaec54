package sslorders.admission;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits how many requests are processed concurrently. The others wait in a queue in order of arrival (FIFO). Never blocks a
 * thread. Thread-safe.
 */
final class Turns {
    private final int maxActive;
    private final Set<Turn> waiting = new LinkedHashSet<>();
    private int active;

    Turns(int maxActive) {
        this.maxActive = maxActive;
    }

    /** Returns a turn for a request. The queue has no limit, so the caller must limit the number of turns. */
    Turn turn() {
        return new Turn();
    }

    /** Returns the number of waiting requests. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean beginOrEnqueue(Turn turn) {
        if (active == maxActive) {
            waiting.add(turn);
            return false;
        }
        active++;
        return true;
    }

    private synchronized Optional<Turn> next(Turn ended) {
        if (waiting.remove(ended)) {
            return Optional.empty();
        }
        if (waiting.isEmpty()) {
            active--;
            return Optional.empty();
        }
        Turn next = waiting.iterator().next();
        waiting.remove(next);
        return Optional.of(next);
    }

    /** The position of one request in the queue, or its right to be processed. */
    final class Turn {
        private final AtomicBoolean ended = new AtomicBoolean();
        private Runnable continuation;

        /**
         * Returns true if the request can be processed now. Otherwise the request waits in the queue.
         *
         * @param whenReady runs once, when the request leaves the queue, on the thread that ends another turn; never if this turn
         *     ends first
         */
        boolean begin(Runnable whenReady) {
            continuation = whenReady;
            return beginOrEnqueue(this);
        }

        /** Ends the turn and starts the next waiting request. Repeated calls have no effect. */
        void end() {
            if (ended.compareAndSet(false, true)) {
                next(this).ifPresent(next -> next.continuation.run());
            }
        }
    }
}
