package sslorders.database;

import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Deletes expired rows of one kind, oldest first. Each batch has its own transaction, so that no transaction locks many rows for long.
 * At a configured interval, the scheduler of the relay runs all retentions on one replica.
 */
public interface Retention {
    /** The maximum number of rows that one transaction deletes. */
    int BATCH = 1000;

    /**
     * Deletes all expired rows.
     *
     * @param mayContinue checked after each full batch; false during a shutdown
     */
    void run(BooleanSupplier mayContinue);

    /**
     * Returns the lowest possible version 7 UUID of a time. The first 48 bits of such a UUID contain its time in milliseconds. Therefore,
     * a range of IDs selects rows by time, and the time needs no index.
     */
    static UUID lowestIdAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
