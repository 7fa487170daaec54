package sslorders.admission;

/**
 * How much work fits a heap; docs/performance.md has what was measured. A larger heap has room for more, but the processors do
 * not become faster by it, so each figure has an upper bound, too.
 *
 * @param bytes the largest heap that the JVM uses
 */
record HeapBudget(long bytes) {
    private static final int FEWEST = 32;

    private static final int MOST_READS = 512;
    /** An estimate for a page of 200 orders while it is made; 396 reads at a time were measured to be too many for 64 MB. */
    private static final long BYTES_OF_READ = 640 * 1024;

    private static final int MOST_WRITES = 2048;
    /** A request that waits was measured to hold some 40 KB; it may have a body of 64 KB before. */
    private static final long BYTES_OF_WRITE = 220 * 1024;

    /** The heap of this JVM. */
    static HeapBudget ofThisProcess() {
        return new HeapBudget(Runtime.getRuntime().maxMemory());
    }

    /** GET requests in progress. */
    int reads() {
        return Math.clamp(bytes / BYTES_OF_READ, FEWEST, MOST_READS);
    }

    /** Other requests in progress. */
    int writes() {
        return Math.clamp(bytes / BYTES_OF_WRITE, FEWEST, MOST_WRITES);
    }

    /** Bytes of responses that clients have not read yet. */
    long unsentBytes() {
        return bytes / 8;
    }
}
