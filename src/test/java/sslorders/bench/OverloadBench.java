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
 * Lists at four times the rate that the service can handle, with a heap of 64 MB and one of 512 MB: how much of its maximum is
 * left, how long the others wait for their 503, and whether memory stays flat. {@code overload.minutes} as a system property;
 * ten if it is absent. The client takes its part of the machine, so its processor time is measured, too.
 */
final class OverloadBench implements AutoCloseable {
    private static final long ORDERS = 100_000;
    private static final int MINUTES = Integer.getInteger("overload.minutes", 10);
    private static final int FACTOR = 4;
    private static final int CONNECTIONS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm.up", 60));
    private static final Duration BURST = Duration.ofSeconds(Integer.getInteger("seconds", 20));

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
        try (OverloadBench bench = new OverloadBench()) {
            for (String heap : List.of("64m", "512m")) {
                bench.overload(heap);
            }
            bench.measured.write(Path.of("target", "bench-overload.json"));
        }
    }

    private void overload(String heap) throws IOException, InterruptedException {
        try (Installation installation = Installation.launch(
                server, oidc, "heap_" + heap, ORDERS, Map.of(), List.of("-Xms" + heap, "-Xmx" + heap))) {
            List<WebLoad.Request> lists = IntStream.range(0, installation.accounts())
                    .mapToObj(account -> WebLoad.Request.list(token("account-" + account)))
                    .toList();
            try (OpenLoad load = new OpenLoad(installation.service().url(), lists)) {
                WebLoad closed = WebLoad.available(folder);
                closed.run(installation.service().url(), lists, CONNECTIONS, WARM_UP);
                double most = closed.run(installation.service().url(), lists, CONNECTIONS, BURST)
                        .perSecond();
                offer(heap, installation, load, most);
            }
        }
    }

    private void offer(String heap, Installation installation, OpenLoad load, double most) throws IOException {
        List<OpenLoad.Figures> minutes = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        load.offer(FACTOR * most);
        for (int minute = 0; minute < MINUTES; minute++) {
            LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
            minutes.add(load.figures());
            memory.add((double) ProcessMemory.residentMiB(installation.service().pid()));
            report(heap, minute + 1, most, minutes.getLast(), memory.getLast());
        }
        load.stop();
        for (OpenLoad.Figures minute : minutes) {
            measured.add(heap, "ofMost", minute.served() / 60.0 / most);
            measured.add(heap, "offeredOfMost", minute.all() / 60.0 / most);
            measured.add(heap, "rejectionP99Ms", minute.rejectionP99Ms());
        }
        memory.forEach(mib -> measured.add(heap, "residentMiB", mib));
        measured.add(heap, "mostPerSecond", most);
        measured.add(heap, "residentGrowthMiB", memory.getLast() - memory.get(memory.size() / 2));
    }

    private static void report(String heap, int minute, double most, OpenLoad.Figures figures, double residentMiB) {
        System.out.printf(
                Locale.ROOT,
                "overload, heap %4s, minute %2d: offered %.1f of the most (%.0f/s), served %.2f of it, rejected %d, failed %d;"
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
