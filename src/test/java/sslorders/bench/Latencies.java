package sslorders.bench;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Latencies and failures of requests. Thread-safe. */
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

    /** Returns a percentile of the latencies, in milliseconds. */
    double percentile(double percent) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return Duration.ofNanos(sorted[Math.max(rank, 1) - 1]).toNanos() / 1e6;
    }

    /** Returns all latencies. */
    static Latencies together(Stream<Latencies> several) {
        Latencies all = new Latencies();
        several.forEach(one -> {
            all.nanos.addAll(one.nanos);
            all.failures.addAndGet(one.failures());
        });
        return all;
    }
}
