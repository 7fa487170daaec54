package sslorders.resend;

import java.util.function.BooleanSupplier;

/**
 * Takes away what is of use for a time only, when that is over: oldest first and in batches, each in a transaction of its
 * own, so that none locks many rows for long. The relay has every one do so from time to time, at one replica.
 */
interface CleanUp {
    /** How many rows a transaction takes away at most. */
    int BATCH = 1000;

    /** Takes away all that is old enough now, for as long as it may go on. */
    void run(BooleanSupplier mayGoOn);
}
