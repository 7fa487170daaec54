package sslorders.order;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.error.Text;

/**
 * Limits the bytes and the time that an import may need between two results, whether its input is compressed or not. It also pauses
 * regularly to let other virtual threads run, because reading from a buffer and decompressing do not block.
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
     * @param mostBytes the maximum number of bytes without a result
     * @param mostTime the maximum time without a result
     * @param nanoTime a clock such as {@link System#nanoTime()}
     */
    Progress(long mostBytes, Duration mostTime, LongSupplier nanoTime) {
        this.mostBytes = mostBytes;
        this.mostTime = mostTime;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Resets the counters, because the previous line has a result. */
    void reset() {
        bytes = 0;
        start = nanoTime.getAsLong();
    }

    /** Counts bytes that were read. */
    void read(long more) throws LimitException {
        bytes += more;
        bytesSincePause += more;
        if (bytes > mostBytes) {
            throw new LimitException(ErrorType.PAYLOAD_TOO_LARGE, Detail.IMPORT_WITHOUT_ORDER.with(mostBytes));
        }
        if (nanoTime.getAsLong() - start > mostTime.toNanos()) {
            throw new LimitException(ErrorType.REQUEST_REFUSED, Detail.IMPORT_TIMEOUT.with(mostTime.toSeconds()));
        }
        if (bytesSincePause >= BYTES_BETWEEN_PAUSES) {
            bytesSincePause = 0;
            pause();
        }
    }

    /**
     * Lets other virtual threads run. It parks briefly, because {@link Thread#yield()} would prefer the local queue of the carrier
     * thread to new requests, and two imports would keep that queue full.
     */
    static void pause() {
        LockSupport.parkNanos(1);
    }

    /** Thrown if an import exceeds a limit. */
    static final class LimitException extends IOException {
        private static final long serialVersionUID = 1L;

        private final ErrorType type;
        private final transient Text limit;

        /** @param limit a description of the limit for the client */
        private LimitException(ErrorType type, Text limit) {
            super(limit.toString());
            this.type = type;
            this.limit = limit;
        }

        /** Returns the error for the client. */
        ServiceException refusal(long line) {
            return new ServiceException(type, Detail.IMPORT_ENDED, line, limit);
        }
    }
}
