package sslorders.admission;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests in progress, in all and by account. Never waits. Safe for use by many threads. */
final class Slots {
    private final int most;
    private final int mostOfAccount;
    private final AtomicInteger taken = new AtomicInteger();
    /** Accounts without a request in progress have no entry, so the map is bounded by {@link #most}. */
    private final ConcurrentMap<String, Integer> byAccount = new ConcurrentHashMap<>();

    /**
     * @param most requests in progress
     * @param mostOfAccount those of one account
     */
    Slots(int most, int mostOfAccount) {
        this.most = most;
        this.mostOfAccount = mostOfAccount;
    }

    /** A slot for a request; empty if all are taken. */
    Optional<Slot> take() {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Slot());
    }

    /** How many are taken. */
    int taken() {
        return taken.get();
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
     * client that disconnects does not end the work, and work that has ended may have left a response to be read.
     */
    final class Slot {
        /** The exchange, and the work while there is some. */
        private final AtomicInteger parts = new AtomicInteger(1);

        private volatile String account;

        /** Adds the work, which {@link #partEnded} ends. */
        void begin() {
            parts.incrementAndGet();
        }

        /** Says whose request it is; false if that account has as many as it can have. */
        boolean isWithinShareOf(String caller) {
            if (!add(caller)) {
                return false;
            }
            account = caller;
            return true;
        }

        /** To be called once for each part. */
        void partEnded() {
            if (parts.decrementAndGet() == 0) {
                if (account != null) {
                    remove(account);
                }
                taken.decrementAndGet();
            }
        }
    }
}
