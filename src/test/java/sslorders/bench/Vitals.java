package sslorders.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * State of a service at one moment, from the operating system, its metrics and its database. Unavailable values are
 * 0.
 *
 * @param tenuredMiB live memory after the last full collection, plus later promotions
 * @param connections database connections as reported by the database; {@code busy} are in a transaction or execute a
 *     statement
 * @param inUse connections that the pool has handed out; {@code leaked} have been held too long so far
 */
record Vitals(
        double residentMiB,
        double tenuredMiB,
        int threads,
        int files,
        int connections,
        int busyConnections,
        int inUse,
        int leaked,
        double backlog) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Vitals of(Installation installation) throws IOException, InterruptedException {
        Path process = Path.of("/proc", String.valueOf(installation.service().pid()));
        String metrics = scrape(installation);
        var sessions = installation
                .rows("select count(*) as n, count(*) filter (where state <> 'idle') as busy from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()"
                        + " and backend_type = 'client backend'")
                .getFirst();
        return new Vitals(
                ProcessMemory.residentMiB(installation.service().pid()),
                metric(metrics, "jvm_memory_used_bytes\\{area=\"heap\",id=\"Tenured Gen\".*\\}") / (1 << 20),
                (int) fromStatus(process, "Threads:"),
                files(process),
                Integer.parseInt(sessions.get("n")),
                Integer.parseInt(sessions.get("busy")),
                (int) metric(metrics, "agroal_active_count\\{.*\\}"),
                (int) metric(metrics, "agroal_leak_detection_count_total\\{.*\\}"),
                metric(metrics, "ssl_orders_relay_backlog"));
    }

    private static String scrape(Installation installation) throws IOException, InterruptedException {
        HttpRequest scrape = HttpRequest.newBuilder(
                        URI.create(installation.service().managementUrl() + "/q/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HTTP.send(scrape, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static double metric(String page, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(page);
        if (!line.find()) {
            throw new IllegalStateException("there is no metric " + name);
        }
        return Double.parseDouble(line.group(1));
    }

    private static long fromStatus(Path process, String name) throws IOException {
        return Files.exists(process)
                ? Files.readAllLines(process.resolve("status")).stream()
                        .filter(line -> line.startsWith(name))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElse(0)
                : 0;
    }

    private static int files(Path process) throws IOException {
        if (!Files.exists(process)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return (int) files.count();
        }
    }

    /** Returns whether no connection is in use and no work is pending. */
    boolean isIdle() {
        return busyConnections == 0 && inUse == 0 && backlog == 0;
    }
}
