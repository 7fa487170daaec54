package sslorders.admission;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** So many permits for each key. Those who wait for one get it in the order of their coming. Safe for use by many threads. */
final class KeyedPermits {
    private final int each;
    private final Duration wait;
    /** Keys that no thread uses have no entry, so the map is bounded by the number of threads. */
    private final ConcurrentMap<String, Users> byKey = new ConcurrentHashMap<>();

    private record Users(Semaphore permits, int count) {
        Users plus(int more) {
            return new Users(permits, count + more);
        }
    }

    /**
     * @param each permits of a key
     * @param wait how long {@link #acquire} waits for one
     */
    KeyedPermits(int each, Duration wait) {
        this.each = each;
        this.wait = wait;
    }

    /** The permits of a key that may have a part of a whole: at least one. */
    static int share(double ratio, int whole) {
        return Math.max(1, (int) (ratio * whole));
    }

    /** Waits for a permit of the key; false if there was none in time, or the thread was interrupted. */
    boolean acquire(String key) {
        return acquire(key, () -> {});
    }

    /**
     * The same.
     *
     * @param beforeWaiting runs if there is no permit at once
     */
    boolean acquire(String key, Runnable beforeWaiting) {
        Users users = byKey.compute(
                key, (name, known) -> known == null ? new Users(new Semaphore(each, true), 1) : known.plus(1));
        boolean acquired = false;
        try {
            acquired = users.permits().tryAcquire(0, TimeUnit.MILLISECONDS);
            if (!acquired) {
                beforeWaiting.run();
                acquired = users.permits().tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!acquired) {
                leave(key);
            }
        }
        return acquired;
    }

    /** Returns a permit that {@link #acquire} gave. */
    void release(String key) {
        byKey.get(key).permits().release();
        leave(key);
    }

    /** How many keys are in use. */
    int size() {
        return byKey.size();
    }

    private void leave(String key) {
        byKey.computeIfPresent(key, (name, users) -> users.count() == 1 ? null : users.plus(-1));
    }
}
