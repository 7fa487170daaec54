package sslorders.admission;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import sslorders.admission.Turns.Turn;

/** Counts and limits the requests in progress, in total and by account. Never blocks. Thread-safe. */
final class Slots {
    private final int limit;
    private final int accountLimit;
    private final Turns turns;
    private final AtomicInteger inUse = new AtomicInteger();
    /**
     * The number of requests in progress by account. Other accounts have no entry, so {@link #limit} bounds the size of the
     * map.
     */
    private final ConcurrentMap<String, Integer> byAccount = new ConcurrentHashMap<>();

    /**
     * Creates free slots.
     *
     * @param limit the maximum number of requests in progress
     * @param accountLimit the maximum number of requests of one account in progress
     * @param maxActive the maximum number of requests that are processed concurrently; the others wait
     */
    Slots(int limit, int accountLimit, int maxActive) {
        this.limit = limit;
        this.accountLimit = accountLimit;
        this.turns = new Turns(maxActive);
    }

    /** Returns a slot for a request; empty if all slots are in use. */
    Optional<Slot> acquire() {
        if (inUse.incrementAndGet() > limit) {
            inUse.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Slot(turns.turn()));
    }

    /** Returns the number of slots in use. */
    int inUse() {
        return inUse.get();
    }

    /** Returns the number of requests that have a slot and wait for their turn. */
    int waiting() {
        return turns.waiting();
    }

    private boolean add(String account) {
        Integer count = byAccount.merge(account, 1, Integer::sum);
        if (count > accountLimit) {
            remove(account);
            return false;
        }
        return true;
    }

    private void remove(String account) {
        byAccount.computeIfPresent(account, (name, count) -> count == 1 ? null : count - 1);
    }

    /**
     * The slot of one request. It is released when the work has ended and the client has read the response or disconnected.
     * Either event can happen first: work continues after a client disconnects, and clients read responses after the work has
     * ended. The turn of the request ends earlier, when the work and the exchange have ended.
     */
    final class Slot {
        private static final String KEY = Slot.class.getName();

        /** Counts the uses of the slot: sending the response, and running work. The slot is released at zero. */
        private final AtomicInteger slotHolds = new AtomicInteger(1);
        /** Counts the uses of the turn: the exchange with the client, and running work. The turn ends at zero. */
        private final AtomicInteger turnHolds = new AtomicInteger(1);

        private final Turn turn;
        private volatile String account;

        private Slot(Turn turn) {
            this.turn = turn;
        }

        /** Returns the slot of an admitted request; null if it has none yet. */
        static Slot of(RoutingContext exchange) {
            return exchange.get(KEY);
        }

        void keepIn(RoutingContext exchange) {
            exchange.put(KEY, this);
        }

        Turn turn() {
            return turn;
        }

        /** Must be called when work begins. A call of {@link #workEnded} must follow. */
        void workBegins() {
            slotHolds.incrementAndGet();
            turnHolds.incrementAndGet();
        }

        void workEnded() {
            releaseTurn();
            releaseSlot();
        }

        /** Must be called once, when the response has ended or the client has disconnected, before {@link #sent}. */
        void exchangeEnded() {
            releaseTurn();
        }

        /** Must be called once, when the client has read the response or has disconnected. */
        void sent() {
            releaseSlot();
        }

        /** Assigns the request to an account. Returns false if the account has reached its limit. */
        boolean isWithinShareOf(String caller) {
            if (!add(caller)) {
                return false;
            }
            account = caller;
            return true;
        }

        private void releaseTurn() {
            if (turnHolds.decrementAndGet() == 0) {
                turn.end();
            }
        }

        private void releaseSlot() {
            if (slotHolds.decrementAndGet() == 0) {
                if (account != null) {
                    remove(account);
                }
                inUse.decrementAndGet();
            }
        }
    }
}
