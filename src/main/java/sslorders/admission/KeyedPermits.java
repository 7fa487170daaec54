package sslorders.admission;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A fair semaphore for each key, with the same number of permits for all keys. Thread-safe. */
final class KeyedPermits {
    private final int permitsPerKey;
    private final Duration wait;
    /** The semaphores by key. Unused keys have no entry, so the number of threads limits the size of the map. */
    private final ConcurrentMap<String, Users> byKey = new ConcurrentHashMap<>();

    private record Users(Semaphore permits, int count) {
        Users plus(int more) {
            return new Users(permits, count + more);
        }
    }

    /**
     * Creates semaphores for any number of keys.
     *
     * @param permitsPerKey the number of permits of each key
     * @param wait how long {@link #acquire} waits for a permit
     */
    KeyedPermits(int permitsPerKey, Duration wait) {
        this.permitsPerKey = permitsPerKey;
        this.wait = wait;
    }

    /** Returns the given share of a total, rounded down, but at least 1. */
    static int share(double ratio, int total) {
        return Math.max(1, (int) (ratio * total));
    }

    /** Waits for a permit of the key. Returns false if the wait timed out or the thread was interrupted. */
    boolean acquire(String key) {
        return acquire(key, () -> {});
    }

    /**
     * Waits for a permit of the key. Returns false if the wait timed out or the thread was interrupted.
     *
     * @param beforeWaiting runs before the wait; does not run if a permit is available immediately
     */
    boolean acquire(String key, Runnable beforeWaiting) {
        Users users = byKey.compute(
                key,
                (name, current) ->
                        current == null ? new Users(new Semaphore(permitsPerKey, true), 1) : current.plus(1));
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

    /** Releases a permit that {@link #acquire} granted. */
    void release(String key) {
        byKey.get(key).permits().release();
        leave(key);
    }

    /** Returns the number of keys in use. */
    int size() {
        return byKey.size();
    }

    private void leave(String key) {
        byKey.computeIfPresent(key, (name, users) -> users.count() == 1 ? null : users.plus(-1));
    }
}
