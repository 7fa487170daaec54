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
import java.util.stream.IntStream;
import sslorders.account.Scopes;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;

/**
 * Requests lists at four times the maximum rate of the service, with a heap of 64 MB and a heap of 512 MB. Measures
 * the remaining throughput, the latency of the 503 responses, and whether memory stays constant. The system property
 * {@code overload.minutes} sets the duration; the default is 10. The service has its own CPU where possible ({@link
 * CpuAffinity}): otherwise the CPU time of the client, which sends four times as many requests as before, would
 * reduce the service's throughput.
 */
final class OverloadBench implements AutoCloseable {
    private static final long ORDERS = 100_000;
    private static final int MINUTES = Integer.getInteger("overload.minutes", 10);
    private static final int FACTOR = 4;
    private static final int CONNECTIONS = 64;
    private static final Duration BURST = Duration.ofSeconds(Integer.getInteger("seconds", 20));
    /** With one CPU, the JIT compiler is busy for minutes. */
    private static final int MOST_BURSTS = 15;
    /** The factor by which a burst must exceed the best throughput to count as an improvement. */
    private static final double BETTER = 1.05;

    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Measurements measured = new Measurements();
    private final EmbeddedDatabase server = EmbeddedDatabase.start(Installation.SERVER);
    private final OidcServer oidc = OidcServer.start(0);
    private final Path folder = Files.createDirectories(Path.of("target", "bench"));

    private OverloadBench() throws IOException {
        ends.push(server::close);
        ends.push(oidc::close);
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        LogManager.getLogManager().reset();
        if (CpuAffinity.isSupported()) {
            CpuAffinity.avoidFirst();
        }
        try (OverloadBench bench = new OverloadBench()) {
            for (String heap : List.of("64m", "512m")) {
                bench.overload(heap);
            }
            bench.measured.write(Path.of("target", "bench-overload.json"));
        }
    }

    private void overload(String heap) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
        if (CpuAffinity.isSupported()) {
            options.add("-XX:ActiveProcessorCount=1");
        }
        try (Installation installation = Installation.launch(server, oidc, "heap_" + heap, ORDERS, Map.of(), options)) {
            if (CpuAffinity.isSupported()) {
                CpuAffinity.pinToFirst(installation.service().pid());
            }
            List<WebLoad.Request> lists = IntStream.range(0, installation.accounts())
                    .mapToObj(account -> WebLoad.Request.list(token("account-" + account)))
                    .toList();
            warmUp(installation, lists);
            offer(heap, installation, lists);
        }
    }

    /** Requests lists, with and without rejections, until the JIT compiler has compiled both. */
    private void warmUp(Installation installation, List<WebLoad.Request> lists)
            throws IOException, InterruptedException {
        double most = steady(installation, lists);
        try (OpenLoad load = new OpenLoad(installation.service().url(), lists)) {
            load.offer(FACTOR * most);
            LockSupport.parkNanos(BURST.toNanos());
            load.stop();
        }
    }

    /** Returns the lists per second as soon as two bursts show no improvement. */
    private double steady(Installation installation, List<WebLoad.Request> lists)
            throws IOException, InterruptedException {
        double most = 0;
        int noBetter = 0;
        for (int burst = 0; burst < MOST_BURSTS && noBetter < 2; burst++) {
            double perSecond = burst(installation, lists);
            noBetter = perSecond < BETTER * most ? noBetter + 1 : 0;
            most = Math.max(most, perSecond);
        }
        return most;
    }

    private double burst(Installation installation, List<WebLoad.Request> lists)
            throws IOException, InterruptedException {
        return WebLoad.available(folder)
                .run(installation.service().url(), lists, CONNECTIONS, BURST)
                .perSecond();
    }

    private void offer(String heap, Installation installation, List<WebLoad.Request> lists)
            throws IOException, InterruptedException {
        double most = steady(installation, lists);
        List<OpenLoad.Figures> minutes = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        try (OpenLoad load = new OpenLoad(installation.service().url(), lists)) {
            load.offer(FACTOR * most);
            for (int minute = 0; minute < MINUTES; minute++) {
                LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
                minutes.add(load.figures());
                memory.add((double)
                        ProcessMemory.residentMiB(installation.service().pid()));
                report(heap, minute + 1, most, minutes.getLast(), memory.getLast());
            }
            load.stop();
        }
        double after = burst(installation, lists);
        for (OpenLoad.Figures minute : minutes) {
            measured.add(heap, "ofMost", minute.served() / 60.0 / Math.max(most, after));
            measured.add(heap, "offeredOfMost", minute.all() / 60.0 / most);
            measured.add(heap, "rejectionP99Ms", minute.rejectionP99Ms());
        }
        memory.forEach(mib -> measured.add(heap, "residentMiB", mib));
        measured.add(heap, "mostPerSecond", most);
        measured.add(heap, "mostPerSecondAfterwards", after);
        measured.add(heap, "residentGrowthMiB", memory.getLast() - memory.get(memory.size() / 2));
        System.out.printf(
                Locale.ROOT, "overload, heap %4s: at most %.0f/s before, %.0f/s afterwards%n", heap, most, after);
    }

    private static void report(String heap, int minute, double most, OpenLoad.Figures figures, double residentMiB) {
        System.out.printf(
                Locale.ROOT,
                "overload, heap %4s, minute %2d: offered %.1f of the maximum (%.0f/s), served %.2f of it, rejected %d, failed %d;"
                        + " rejections p50 %.1f ms, p99 %.1f ms, max %.0f ms; resident %.0f MiB%n",
                heap,
                minute,
                figures.all() / 60.0 / most,
                most,
                figures.served() / 60.0 / most,
                figures.rejected(),
                figures.failed(),
                figures.rejectionP50Ms(),
                figures.rejectionP99Ms(),
                figures.rejectionMaxMs(),
                residentMiB);
    }

    private String token(String account) {
        return oidc.token("bench", List.of("ssl-orders"), Map.of("scope", Scopes.READ, "account_id", account), 14_400);
    }

    @Override
    public void close() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }
}
