package sslorders.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogManager;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;

/**
 * Runs the service at half of its maximum load for a long time: the system property {@code minutes}, default 30. The
 * maximum is measured first. Then requests are sent at fixed times, and each minute prints a line of measurements. At
 * the end, the measurements are compared with limits; the exit code is 1 if a limit is exceeded.
 */
final class SoakBench implements AutoCloseable {
    private static final long ORDERS = 900_000;
    private static final int CONNECTIONS = 16;
    private static final int POOL = 20;
    private static final int MINUTES = Integer.getInteger("minutes", 30);
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm.up", 90));
    private static final Duration BURST = Duration.ofSeconds(Integer.getInteger("seconds", 30));
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final int A_MINUTE = (int) (60 / BETWEEN.toSeconds());

    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Measurements measured = new Measurements();
    private final SoakVerdict verdict = new SoakVerdict();
    private final List<Vitals> vitals = new ArrayList<>();
    private final List<Latencies> latencies = new ArrayList<>();
    private Installation installation;
    private MixedLoad load;

    public static void main(String... arguments) throws IOException, InterruptedException {
        LogManager.getLogManager().reset();
        if (MINUTES < 3) {
            throw new IllegalArgumentException("thirds of the time are compared: minutes must be 3 or more");
        }
        boolean passed;
        try (SoakBench bench = new SoakBench()) {
            bench.start();
            bench.soak();
            passed = bench.evaluate();
        }
        System.exit(passed ? 0 : 1);
    }

    private void start() {
        EmbeddedDatabase server = EmbeddedDatabase.start(Installation.SERVER);
        ends.push(server::close);
        OidcServer oidc = OidcServer.start(0);
        ends.push(oidc::close);
        InstantCa ca = new InstantCa(Duration.ZERO);
        ends.push(ca::close);
        Map<String, String> settings = Map.of(
                "SSL_ORDERS_CA_ALPHA_URL", ca.url(),
                "QUARKUS_DATASOURCE_JDBC_MAX_SIZE", String.valueOf(POOL),
                // Longer than any request holds a connection, so that a connection counted here was not returned.
                "QUARKUS_DATASOURCE_JDBC_LEAK_DETECTION_INTERVAL", "30s");
        installation = Installation.launch(server, oidc, "soak", ORDERS, settings);
        ends.push(installation::close);
        load = new MixedLoad(installation.service().url(), new DayOfAPortal(oidc, installation.accounts(), ORDERS));
        ends.push(load::close);
    }

    private void soak() throws IOException, InterruptedException {
        load.most(CONNECTIONS, WARM_UP);
        double most = load.most(CONNECTIONS, BURST);
        measured.fact("minutes", MINUTES);
        measured.fact("mostPerSecond", most);
        System.out.printf(Locale.ROOT, "maximum: %.0f requests a second; half of it for %d minutes%n", most, MINUTES);
        System.out.println("minute requests errors  p50 ms  p99 ms  RSS MiB  tenured MiB  threads  files"
                + "  connections (busy, of the pool in use, leaked)  backlog");
        long start = System.nanoTime();
        load.offer(most / 2, Duration.ofMinutes(MINUTES));
        for (int sample = 1; sample <= MINUTES * A_MINUTE; sample++) {
            LockSupport.parkNanos(start + sample * BETWEEN.toNanos() - System.nanoTime());
            vitals.add(Vitals.of(installation));
            if (sample % A_MINUTE == 0) {
                report(sample / A_MINUTE, load.latencies(), vitals.getLast());
            }
        }
    }

    private void report(int minute, Latencies ofTheMinute, Vitals now) {
        latencies.add(ofTheMinute);
        System.out.printf(
                Locale.ROOT,
                "%6d %8d %6d %7.2f %7.2f %8.0f %12.1f %8d %6d %12d (%d, %d, %d) %24.0f%n",
                minute,
                ofTheMinute.count(),
                ofTheMinute.failures(),
                ofTheMinute.percentile(50),
                ofTheMinute.percentile(99),
                now.residentMiB(),
                now.tenuredMiB(),
                now.threads(),
                now.files(),
                now.connections(),
                now.busyConnections(),
                now.inUse(),
                now.leaked(),
                now.backlog());
        measured.add("minute", "p50Ms", ofTheMinute.percentile(50));
        measured.add("minute", "p99Ms", ofTheMinute.percentile(99));
        measured.add("minute", "residentMiB", now.residentMiB());
    }

    private boolean evaluate() throws IOException, InterruptedException {
        Vitals idle = idle();
        latencies.add(load.latencies());
        List<Latencies> minutes = latencies.subList(0, MINUTES);
        Latencies second = SoakVerdict.together(SoakVerdict.second(minutes));
        Latencies last = SoakVerdict.together(SoakVerdict.last(minutes));
        verdict.noError(SoakVerdict.together(latencies));
        verdict.memoryIsFlat(SoakVerdict.second(vitals), SoakVerdict.last(vitals), last.count());
        verdict.latencyIsFlat(second, last);
        verdict.filesAreFlat(SoakVerdict.second(vitals), SoakVerdict.last(vitals));
        verdict.noConnectionLeaked(idle, POOL);
        measured.fact("requests", SoakVerdict.together(latencies).count());
        measured.fact("passed", verdict.passed());
        Files.createDirectories(Path.of("target"));
        measured.write(Path.of("target", "bench-soak.json"));
        return verdict.passed();
    }

    /** Measures when all requests have responses, or after a minute at the latest. */
    private Vitals idle() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Vitals now = Vitals.of(installation);
        while ((load.inProgress() > 0 || !now.isIdle()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            now = Vitals.of(installation);
        }
        if (load.inProgress() > 0) {
            throw new IllegalStateException(load.inProgress() + " requests have no response");
        }
        return now;
    }

    @Override
    public void close() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }
}
