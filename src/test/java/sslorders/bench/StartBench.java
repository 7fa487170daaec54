package sslorders.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogManager;
import sslorders.account.Scopes;
import sslorders.image.Training;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;
import sslorders.sandbox.ServiceProcess;

/**
 * Measures the time from launch to the first list with a token, and the memory at that time and after a load, each
 * without and with an AOT cache. It creates the cache itself if the JDK supports it (25 or later).
 */
final class StartBench implements AutoCloseable {
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 16;
    private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("warm.up", 20));

    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Path folder = Files.createDirectories(Path.of("target", "bench"));
    private final WebLoad load = WebLoad.available(folder);
    private final Measurements measured = new Measurements();
    private Map<String, String> environment;
    private String token;

    private StartBench() throws IOException {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        LogManager.getLogManager().reset();
        try (StartBench bench = new StartBench()) {
            bench.start();
            bench.run();
            bench.measured.write(Path.of("target", "bench-start.json"));
        }
    }

    private void start() {
        EmbeddedDatabase server = EmbeddedDatabase.start(Installation.SERVER);
        ends.push(server::close);
        OidcServer oidc = OidcServer.start(0);
        ends.push(oidc::close);
        try (Installation installation = Installation.launch(server, oidc, "start", 100_000, Map.of())) {
            environment = installation.environment();
        }
        token = oidc.token(
                "bench", List.of("ssl-orders"), Map.of("scope", Scopes.READ, "account_id", "account-1"), 7200);
    }

    private void run() throws IOException, InterruptedException {
        boolean canCache = Runtime.version().feature() >= 25;
        Path cache = folder.resolve("service.aot").toAbsolutePath();
        if (canCache) {
            Training.writeCache(cache, List.of(), Path.of("target", "bench.log"));
            measured.fact("aotCacheMiB", cache.toFile().length() >> 20);
        }
        for (int round = 0; round < ROUNDS; round++) {
            launch("plain", List.of());
            if (canCache) {
                launch("aot", List.of("-XX:AOTCache=" + cache));
            }
        }
        report("plain");
        if (canCache) {
            report("aot");
        }
    }

    private ServiceProcess launched(List<String> jvmOptions) {
        return ServiceProcess.launch(
                ServiceProcess.freePort(), environment, Path.of("target", "bench.log"), jvmOptions);
    }

    private void launch(String how, List<String> jvmOptions) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (ServiceProcess service = launched(jvmOptions);
                HttpClient http = HttpClient.newHttpClient()) {
            awaitList(service, http);
            measured.add(how, "firstListMs", (System.nanoTime() - start) / 1e6);
            measured.add(how, "residentMiBAfterStart", ProcessMemory.residentMiB(service.pid()));
            load.run(service.url(), List.of(WebLoad.Request.list(token)), CONNECTIONS, LOAD);
            measured.add(how, "residentMiBAfterLoad", ProcessMemory.residentMiB(service.pid()));
        }
    }

    private void awaitList(ServiceProcess service, HttpClient http) throws InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create(service.url() + "/ssl/orders"))
                .header("Authorization", "Bearer " + token)
                .build();
        int status = 0;
        while (status != 200) {
            if (!service.isAlive()) {
                throw new IllegalStateException("the service has exited; see target/bench.log");
            }
            try {
                status = http.send(list, HttpResponse.BodyHandlers.discarding()).statusCode();
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
    }

    private void report(String how) {
        System.out.printf(
                "start, %-5s: first list after %.0f ms, %.0f MiB resident; %.0f MiB after %d s of load%n",
                how,
                measured.middle(how, "firstListMs"),
                measured.middle(how, "residentMiBAfterStart"),
                measured.middle(how, "residentMiBAfterLoad"),
                LOAD.toSeconds());
    }

    @Override
    public void close() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }
}
