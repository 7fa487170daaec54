package sslorders.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sslorders.account.Scopes;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;

/**
 * Measures the first page of the list, with the default page size: throughput and latency by number of connections
 * and number of orders, compared with the database's limit for the same statement. All sizes are measured in turns,
 * several times, so that other load on the machine affects all of them. The system property {@code size} is {@code
 * 1m}, or {@code 10m} to include ten million orders.
 */
final class ListBench implements AutoCloseable {
    private static final Map<String, Long> SIZES = new LinkedHashMap<>();

    static {
        SIZES.put("10k", 10_000L);
        SIZES.put("1m", 1_000_000L);
        SIZES.put("10m", 10_000_000L);
    }

    private static final int[] CONNECTIONS = {1, 16, 64};
    private static final int ROUNDS = 3;
    private static final int TOKENS = 4_000;
    private static final int PAGE = 50;
    private static final int DEPTH = 10_000;
    private static final Duration A_WHILE = Duration.ofSeconds(Integer.getInteger("seconds", 5));

    /**
     * Warm-up time until the JIT compiler is idle: after half of it, the compiler still uses a fifth of the CPU time.
     */
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm.up", 90));

    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Path folder = Files.createDirectories(Path.of("target", "bench"));
    private final WebLoad load = WebLoad.available(folder);
    private final DatabaseLimit limit = DatabaseLimit.available(folder);
    private final List<Installation> installations = new ArrayList<>();
    private final Measurements measured = new Measurements();
    private OidcServer oidc;
    private List<String> tokens;

    private ListBench() throws IOException {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        LogManager.getLogManager().reset();
        String size = System.getProperty("size", "1m");
        if (!SIZES.containsKey(size)) {
            throw new IllegalArgumentException("size must be one of " + SIZES.keySet());
        }
        try (ListBench bench = new ListBench()) {
            bench.start(size);
            bench.firstPages();
            bench.deepPages();
            bench.plans();
            bench.measured.write(Path.of("target", "bench-list.json"));
        }
    }

    private void start(String largest) {
        measured.fact("load", load.name());
        measured.fact("database", limit.name());
        Map<String, String> settings = new HashMap<>(Installation.SERVER);
        settings.putAll(ListPlans.SERVER);
        EmbeddedDatabase server = EmbeddedDatabase.start(settings);
        ends.push(server::close);
        oidc = OidcServer.start(0);
        ends.push(oidc::close);
        tokens = IntStream.range(0, TOKENS)
                .mapToObj(account -> token("account-" + account))
                .collect(Collectors.toCollection(ArrayList::new));
        for (Map.Entry<String, Long> size : SIZES.entrySet()) {
            Installation installation = Installation.launch(server, oidc, size.getKey(), size.getValue(), Map.of());
            ends.push(installation::close);
            installations.add(installation);
            if (size.getKey().equals(largest)) {
                break;
            }
        }
    }

    private String token(String account) {
        return oidc.token("bench", List.of("ssl-orders"), Map.of("scope", Scopes.READ, "account_id", account), 7200);
    }

    private void firstPages() throws IOException, InterruptedException {
        for (Installation installation : installations) {
            load.run(installation.service().url(), pages(installation), 16, WARM_UP);
        }
        ListStatement statement = ListStatement.of(installations.getLast(), PAGE + 1, Installation.sessionOptions());
        measured.fact("statement", statement.sql());
        for (int connections : CONNECTIONS) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Installation installation : installations) {
                    measure(installation, statement, connections);
                }
            }
            installations.forEach(installation -> report(installation, connections));
        }
    }

    /** Requests the first page of each account once, in random order. */
    private List<WebLoad.Request> pages(Installation installation) {
        List<WebLoad.Request> pages = tokens.stream()
                .limit(installation.accounts())
                .map(WebLoad.Request::list)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(pages, new Random(1));
        return pages;
    }

    private void measure(Installation installation, ListStatement statement, int connections)
            throws IOException, InterruptedException {
        List<WebLoad.Request> pages = pages(installation);
        double database = limit.perSecond(installation, statement.forAccounts(pages.size()), connections, A_WHILE);
        Duration before = installation.cpuTime();
        WebLoad.Figures figures = load(installation, pages, connections);
        Duration used = installation.cpuTime().minus(before);
        String key = key(installation, connections);
        measured.add(key, "perSecond", figures.perSecond());
        measured.add(key, "p50Ms", figures.p50Ms());
        measured.add(key, "p99Ms", figures.p99Ms());
        measured.add(key, "databasePerSecond", database);
        measured.add(key, "ofDatabase", figures.perSecond() / database);
        measured.add(key, "cpuMicrosARequest", used.toNanos() / 1e3 / figures.requests());
    }

    private WebLoad.Figures load(Installation installation, List<WebLoad.Request> requests, int connections)
            throws IOException, InterruptedException {
        WebLoad.Figures figures = load.run(installation.service().url(), requests, connections, A_WHILE);
        if (figures.failures() > 0) {
            throw new IllegalStateException(figures.failures() + " requests failed");
        }
        return figures;
    }

    private static String key(Installation installation, int connections) {
        return installation.name() + "-" + connections;
    }

    private void report(Installation installation, int connections) {
        String key = key(installation, connections);
        String smallest = key(installations.getFirst(), connections);
        System.out.printf(
                "list, %3s orders, %2d connections: %6.0f a second, %.2f of the database's %.0f; p50 %.2f ms, %.2f of that"
                        + " at %s; p99 %.2f ms; %.0f us of CPU a request%n",
                installation.name(),
                connections,
                measured.middle(key, "perSecond"),
                measured.middle(key, "ofDatabase"),
                measured.middle(key, "databasePerSecond"),
                measured.middle(key, "p50Ms"),
                measured.middle(key, "p50Ms") / measured.middle(smallest, "p50Ms"),
                installations.getFirst().name(),
                measured.middle(key, "p99Ms"),
                measured.middle(key, "cpuMicrosARequest"));
    }

    /** Alternately measures the first page and a deep page of the large account. */
    private void deepPages() throws IOException, InterruptedException {
        Installation installation = installations.getLast();
        String token = token(Installation.LARGE);
        List<WebLoad.Request> first = List.of(WebLoad.Request.list(token));
        List<WebLoad.Request> deep = List.of(new WebLoad.Request(
                "GET",
                "/ssl/orders?cursor="
                        + cursorBehind(DEPTH, installation.service().url(), token),
                token));
        for (int connections : new int[] {1, 16}) {
            String key = "deep-" + connections;
            for (int round = 0; round < ROUNDS; round++) {
                measured.add(
                        key,
                        "firstP50Ms",
                        load(installation, first, connections).p50Ms());
                measured.add(
                        key, "deepP50Ms", load(installation, deep, connections).p50Ms());
            }
            System.out.printf(
                    "list, %3s orders, %2d connections: p50 of a page %d orders deep %.2f ms, of the first %.2f ms: %.2f%n",
                    installation.name(),
                    connections,
                    DEPTH,
                    measured.middle(key, "deepP50Ms"),
                    measured.middle(key, "firstP50Ms"),
                    measured.middle(key, "deepP50Ms") / measured.middle(key, "firstP50Ms"));
        }
    }

    private void plans() throws IOException, InterruptedException {
        Path file = folder.resolve("list-plans.txt");
        ListPlans.write(installations.getLast(), Installation.sessionOptions(), token(Installation.LARGE), file);
        System.out.println("the plans of the lists of the large account are in " + file);
    }

    private static String cursorBehind(int orders, String service, String token)
            throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        String cursor = "";
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int passed = 0; passed < orders; passed += 200) {
                HttpRequest page = HttpRequest.newBuilder(URI.create(
                                service + "/ssl/orders?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)))
                        .header("Authorization", "Bearer " + token)
                        .build();
                HttpResponse<String> answer = http.send(page, HttpResponse.BodyHandlers.ofString());
                cursor = json.readTree(answer.body()).required("nextCursor").textValue();
            }
        }
        return cursor + "&limit=" + PAGE;
    }

    @Override
    public void close() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }
}
