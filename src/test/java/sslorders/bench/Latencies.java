package sslorders.bench;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** How long requests took, and how many failed. Safe for use by many threads. */
final class Latencies {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();

    void add(long taken, boolean wentWell) {
        nanos.add(taken);
        if (!wentWell) {
            failures.incrementAndGet();
        }
    }

    int count() {
        return nanos.size();
    }

    int failures() {
        return failures.get();
    }

    /** The time that so many percent of the requests did not exceed, in milliseconds. */
    double percentile(double percent) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return Duration.ofNanos(sorted[Math.max(rank, 1) - 1]).toNanos() / 1e6;
    }

    /** All of them. */
    static Latencies together(Stream<Latencies> several) {
        Latencies all = new Latencies();
        several.forEach(one -> {
            all.nanos.addAll(one.nanos);
            all.failures.addAndGet(one.failures());
        });
        return all;
    }
}
