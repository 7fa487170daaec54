package sslorders.admission;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import sslorders.admission.Turns.Turn;

/** Counts the requests in progress, in all and by account. Never waits. Safe for use by many threads. */
final class Slots {
    private final int most;
    private final int mostOfAccount;
    private final Turns turns;
    private final AtomicInteger taken = new AtomicInteger();
    /** Accounts without a request in progress have no entry, so the map is bounded by {@link #most}. */
    private final ConcurrentMap<String, Integer> byAccount = new ConcurrentHashMap<>();

    /**
     * @param most requests in progress
     * @param mostOfAccount those of one account
     * @param mostActive those that are worked on at a time; the others wait
     */
    Slots(int most, int mostOfAccount, int mostActive) {
        this.most = most;
        this.mostOfAccount = mostOfAccount;
        this.turns = new Turns(mostActive);
    }

    /** A slot for a request; empty if all are taken. */
    Optional<Slot> take() {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Slot(turns.turn()));
    }

    /** How many are taken. */
    int taken() {
        return taken.get();
    }

    /** How many of them wait for their turn. */
    int waiting() {
        return turns.waiting();
    }

    private boolean add(String account) {
        Integer count = byAccount.merge(account, 1, Integer::sum);
        if (count > mostOfAccount) {
            remove(account);
            return false;
        }
        return true;
    }

    private void remove(String account) {
        byAccount.computeIfPresent(account, (name, count) -> count == 1 ? null : count - 1);
    }

    /**
     * The place of one request. It is free again when the exchange with the client has ended and the work for it has, too: a
     * client that disconnects does not end the work, and work that has ended may have left a response to be read. Its turn
     * ends earlier: with the exchange and the work, and without the reading.
     */
    final class Slot {
        private static final String KEY = Slot.class.getName();

        /** Sending, and the work while there is some. */
        private final AtomicInteger parts = new AtomicInteger(1);
        /** The exchange, and the work while there is some. */
        private final AtomicInteger activities = new AtomicInteger(1);

        private final Turn turn;
        private volatile String account;

        private Slot(Turn turn) {
            this.turn = turn;
        }

        /** The slot of a request that has been admitted. */
        static Slot of(RoutingContext exchange) {
            return exchange.get(KEY);
        }

        void keepIn(RoutingContext exchange) {
            exchange.put(KEY, this);
        }

        Turn turn() {
            return turn;
        }

        /** To be called when work begins, which {@link #workEnded} ends. */
        void workBegins() {
            parts.incrementAndGet();
            activities.incrementAndGet();
        }

        void workEnded() {
            activityEnded();
            partEnded();
        }

        /** To be called once, when the response has ended or the client has disconnected; {@link #sent} follows. */
        void exchangeEnded() {
            activityEnded();
        }

        /** To be called once, when the client has read the response or has disconnected. */
        void sent() {
            partEnded();
        }

        /** Says whose request it is; false if that account has as many as it can have. */
        boolean isWithinShareOf(String caller) {
            if (!add(caller)) {
                return false;
            }
            account = caller;
            return true;
        }

        private void activityEnded() {
            if (activities.decrementAndGet() == 0) {
                turn.end();
            }
        }

        private void partEnded() {
            if (parts.decrementAndGet() == 0) {
                if (account != null) {
                    remove(account);
                }
                taken.decrementAndGet();
            }
        }
    }
}
