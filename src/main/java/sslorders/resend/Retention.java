package sslorders.resend;

import java.util.function.BooleanSupplier;

/**
 * Deletes expired rows: oldest first and in batches, each in a transaction of its own, so that none locks many rows for long. The
 * scheduler runs every retention at an interval, at one replica.
 */
interface Retention {
    /** The most rows that one transaction deletes. */
    int BATCH = 1000;

    /** Deletes all rows that have expired, as long as it may go on. */
    void run(BooleanSupplier mayGoOn);
}
