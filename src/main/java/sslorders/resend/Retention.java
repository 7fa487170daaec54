package sslorders.resend;

import java.util.function.BooleanSupplier;

/**
 * Deletes expired rows of one kind, oldest first. Each batch has its own transaction, so that no transaction locks many rows for long.
 * At a configured interval, the scheduler runs all retentions on one replica.
 */
interface Retention {
    /** The maximum number of rows that one transaction deletes. */
    int BATCH = 1000;

    /**
     * Deletes all expired rows.
     *
     * @param mayContinue checked after each full batch; false during a shutdown
     */
    void run(BooleanSupplier mayContinue);
}
