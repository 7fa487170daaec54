package sslorders.admission;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits how many requests are worked on at a time. The others wait in the order of their arrival. Never blocks a thread. Safe
 * for use by many threads.
 */
final class Turns {
    private final int most;
    private final Set<Turn> waiting = new LinkedHashSet<>();
    private int taken;

    Turns(int most) {
        this.most = most;
    }

    /** A turn for a request. The caller bounds how many wait. */
    Turn turn() {
        return new Turn();
    }

    /** How many requests wait for their turn. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean take(Turn turn) {
        if (taken == most) {
            waiting.add(turn);
            return false;
        }
        taken++;
        return true;
    }

    private synchronized Optional<Turn> next(Turn ended) {
        if (waiting.remove(ended)) {
            return Optional.empty();
        }
        if (waiting.isEmpty()) {
            taken--;
            return Optional.empty();
        }
        Turn next = waiting.iterator().next();
        waiting.remove(next);
        return Optional.of(next);
    }

    /** The turn of one request. */
    final class Turn {
        private final AtomicBoolean ended = new AtomicBoolean();
        private Runnable begin;

        /**
         * Returns whether the turn has come already. Otherwise the request waits.
         *
         * @param later runs once when the turn comes, on the thread that ends another one; never if this one ends first
         */
        boolean take(Runnable later) {
            begin = later;
            return Turns.this.take(this);
        }

        /** Lets the next request begin. Later calls do nothing. */
        void end() {
            if (ended.compareAndSet(false, true)) {
                next(this).ifPresent(next -> next.begin.run());
            }
        }
    }
}
