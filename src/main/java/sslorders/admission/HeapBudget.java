package sslorders.admission;

/**
 * Derives default limits from the size of the heap; docs/performance.md has the measurements. Each limit also has a maximum,
 * because more memory does not add CPU capacity.
 *
 * @param bytes the maximum heap size of the JVM
 */
record HeapBudget(long bytes) {
    private static final int MIN_REQUESTS = 32;

    private static final int MAX_READS = 512;
    /** Estimated memory of a page of 200 orders. In measurements, 396 concurrent reads were too many for a heap of 64 MB. */
    private static final long BYTES_PER_READ = 640 * 1024;

    private static final int MAX_WRITES = 2048;
    /** Estimated memory of a write. In measurements, a waiting request used about 40 KB. A request body has up to 64 KB. */
    private static final long BYTES_PER_WRITE = 220 * 1024;

    /** Returns the budget for the heap of this JVM. */
    static HeapBudget ofThisProcess() {
        return new HeapBudget(Runtime.getRuntime().maxMemory());
    }

    /** Returns the maximum number of GET requests in progress. */
    int reads() {
        return Math.clamp(bytes / BYTES_PER_READ, MIN_REQUESTS, MAX_READS);
    }

    /** Returns the maximum number of other requests in progress. */
    int writes() {
        return Math.clamp(bytes / BYTES_PER_WRITE, MIN_REQUESTS, MAX_WRITES);
    }

    /** Returns the maximum total size, in bytes, of responses that clients have not read. */
    long unsentBytes() {
        return bytes / 8;
    }
}
