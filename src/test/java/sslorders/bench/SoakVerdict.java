package sslorders.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Whether a service stayed as it was: its second third is held against its last, since in the first it still warms up. Each
 * line says what was found and what it may be.
 */
final class SoakVerdict {
    private static final double SLOWER = 1.2;

    /** The smallest object that Java has: what would be left behind by each request, if anything was. */
    private static final double BYTES_A_REQUEST = 16;

    /** What comes and goes by itself, with collections and with the trimming of what is not heap. */
    private static final double MIB_OF_ITSELF = 4;

    /** A connection of the client or to the CA may come or go; one in twenty left open would be seen. */
    private static final double MORE_FILES = 1.05;

    private boolean passed = true;

    boolean passed() {
        return passed;
    }

    void noError(Latencies all) {
        say("errors", all.failures(), "of " + all.count() + " requests", all.failures() == 0);
    }

    void memoryIsFlat(List<Vitals> second, List<Vitals> last, long requestsOfAThird) {
        double growth = mean(last, Vitals::residentMiB) - mean(second, Vitals::residentMiB);
        double bound = Math.max(MIB_OF_ITSELF, requestsOfAThird * BYTES_A_REQUEST / (1 << 20));
        say(
                "growth of resident memory, MiB",
                growth,
                String.format(Locale.ROOT, "at most %.1f", bound),
                growth <= bound);
    }

    void latencyIsFlat(Latencies second, Latencies last) {
        double ratio = last.percentile(50) / second.percentile(50);
        say("p50 of the last third to that of the second", ratio, "at most " + SLOWER, ratio <= SLOWER);
    }

    void filesAreFlat(List<Vitals> second, List<Vitals> last) {
        ToDoubleFunction<Vitals> files = vitals -> vitals.files() - vitals.connections();
        double ratio = mean(last, files) / mean(second, files);
        boolean known = mean(second, files) > 0;
        say("open files, likewise", ratio, "at most " + MORE_FILES, !known || ratio <= MORE_FILES);
    }

    void noConnectionLeaked(Vitals idle, int poolSize) {
        say(
                "connections to the database when idle",
                idle.connections(),
                "at most " + poolSize,
                idle.connections() <= poolSize);
        say("of which busy", idle.busyConnections(), "0", idle.busyConnections() == 0);
        say("not given back to the pool", idle.inUse(), "0", idle.inUse() == 0);
        say("held for too long at any time", idle.leaked(), "0", idle.leaked() == 0);
        say("resends not settled", idle.backlog(), "0", idle.backlog() == 0);
    }

    private void say(String what, double found, String bound, boolean good) {
        System.out.printf(Locale.ROOT, "%-48s %8.2f   %-28s %s%n", what, found, bound, good ? "good" : "NOT GOOD");
        passed &= good;
    }

    private static double mean(List<Vitals> several, ToDoubleFunction<Vitals> figure) {
        return several.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    /** The second third of some. */
    static <T> List<T> second(List<T> all) {
        return all.subList(all.size() / 3, 2 * all.size() / 3);
    }

    /** The last third of some. */
    static <T> List<T> last(List<T> all) {
        return all.subList(2 * all.size() / 3, all.size());
    }

    static Latencies together(List<Latencies> several) {
        return Latencies.together(Stream.of(several).flatMap(List::stream));
    }
}
