package sslorders.order;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Bounds what an import reads, compressed or not, and how long that takes, from one result to the next. Also lets other
 * virtual threads run from time to time, since reading from a buffer and inflating never block.
 */
final class Progress {
    private static final long BYTES_BETWEEN_PAUSES = 64 * 1024;

    private final long mostBytes;
    private final Duration mostTime;
    private final LongSupplier nanoTime;
    private long start;
    private long bytes;
    private long bytesSincePause;

    /**
     * @param mostBytes how much may be read without a result
     * @param mostTime how long that may take
     * @param nanoTime the time as of {@link System#nanoTime()}
     */
    Progress(long mostBytes, Duration mostTime, LongSupplier nanoTime) {
        this.mostBytes = mostBytes;
        this.mostTime = mostTime;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Begins to count again, since the next result is certain. */
    void made() {
        bytes = 0;
        start = nanoTime.getAsLong();
    }

    /** Counts bytes that were read. */
    void read(long more) throws LimitException {
        bytes += more;
        bytesSincePause += more;
        if (bytes > mostBytes) {
            throw new LimitException(
                    ErrorType.PAYLOAD_TOO_LARGE,
                    mostBytes
                            + " bytes contained no order, only blank lines, a line that is too long, or empty compressed data.");
        }
        if (nanoTime.getAsLong() - start > mostTime.toNanos()) {
            throw new LimitException(
                    ErrorType.REQUEST_REFUSED, "No order was received within " + mostTime.toSeconds() + " seconds.");
        }
        if (bytesSincePause >= BYTES_BETWEEN_PAUSES) {
            bytesSincePause = 0;
            pause();
        }
    }

    /**
     * Lets what waits for a thread run first. Parks for a moment, since {@link Thread#yield()} would do so for virtual threads
     * of the same carrier alone: their queue goes before that of new requests, and two imports keep it filled.
     */
    static void pause() {
        LockSupport.parkNanos(1);
    }

    /** An import has read too much, or for too long, without a result. */
    static final class LimitException extends IOException {
        private static final long serialVersionUID = 1L;

        private final ErrorType type;

        /** @param limit which limit it is, for the client */
        private LimitException(ErrorType type, String limit) {
            super(limit);
            this.type = type;
        }

        /** What the client is told of it. */
        ServiceException refusal(long line) {
            return new ServiceException(type, "The import ended at line " + line + ". " + getMessage());
        }
    }
}
