package sslorders.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Decides whether a service is stable: compares the last third of the time with the second third, since the first
 * third is warm-up. Each line reports a measurement and its limit.
 */
final class SoakVerdict {
    private static final double SLOWER = 1.2;

    /** The smallest Java object: the minimum that each request would leave behind in a memory leak. */
    private static final double BYTES_A_REQUEST = 16;

    /** Normal variation by garbage collections and by returned native memory. */
    private static final double MIB_OF_ITSELF = 4;

    /**
     * Connections of the client and to the CA may open and close; one unclosed connection in twenty would be
     * detected.
     */
    private static final double MORE_FILES = 1.05;

    private boolean passed = true;

    boolean passed() {
        return passed;
    }

    void noError(Latencies all) {
        report("errors", all.failures(), "of " + all.count() + " requests", all.failures() == 0);
    }

    void memoryIsFlat(List<Vitals> second, List<Vitals> last, long requestsOfAThird) {
        double growth = mean(last, Vitals::residentMiB) - mean(second, Vitals::residentMiB);
        double bound = Math.max(MIB_OF_ITSELF, requestsOfAThird * BYTES_A_REQUEST / (1 << 20));
        report(
                "growth of resident memory, MiB",
                growth,
                String.format(Locale.ROOT, "at most %.1f", bound),
                growth <= bound);
    }

    void latencyIsFlat(Latencies second, Latencies last) {
        double ratio = last.percentile(50) / second.percentile(50);
        report("p50 of the last third to that of the second", ratio, "at most " + SLOWER, ratio <= SLOWER);
    }

    void filesAreFlat(List<Vitals> second, List<Vitals> last) {
        ToDoubleFunction<Vitals> files = vitals -> vitals.files() - vitals.connections();
        double ratio = mean(last, files) / mean(second, files);
        boolean known = mean(second, files) > 0;
        report("open files, last third to second", ratio, "at most " + MORE_FILES, !known || ratio <= MORE_FILES);
    }

    void noConnectionLeaked(Vitals idle, int poolSize) {
        report(
                "database connections when idle",
                idle.connections(),
                "at most " + poolSize,
                idle.connections() <= poolSize);
        report("of these, busy", idle.busyConnections(), "0", idle.busyConnections() == 0);
        report("not returned to the pool", idle.inUse(), "0", idle.inUse() == 0);
        report("held too long at any time", idle.leaked(), "0", idle.leaked() == 0);
        report("resends that are not final", idle.backlog(), "0", idle.backlog() == 0);
    }

    private void report(String what, double found, String bound, boolean good) {
        System.out.printf(Locale.ROOT, "%-48s %8.2f   %-28s %s%n", what, found, bound, good ? "good" : "NOT GOOD");
        passed &= good;
    }

    private static double mean(List<Vitals> several, ToDoubleFunction<Vitals> figure) {
        return several.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    /** Returns the second third of the values. */
    static <T> List<T> second(List<T> all) {
        return all.subList(all.size() / 3, 2 * all.size() / 3);
    }

    /** Returns the last third of the values. */
    static <T> List<T> last(List<T> all) {
        return all.subList(2 * all.size() / 3, all.size());
    }

    static Latencies together(List<Latencies> several) {
        return Latencies.together(Stream.of(several).flatMap(List::stream));
    }
}
