package sslorders.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import sslorders.account.Scopes;
import sslorders.sandbox.CaStub;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;

/**
 * Measures resends, each of a different order. The first measurement is the throughput with a CA that responds
 * immediately, and the number of transactions. The throughput is compared with the database's limit for the same
 * statements. The second measurement is the latency that the service adds to a CA that takes 50 ms.
 */
final class ResendBench implements AutoCloseable {
    private static final long ORDERS = 900_000;

    /** The last orders, which measure the database's limit: for the service they would be in their cool-down. */
    private static final long ORDERS_OF_THE_LIMIT = 100_000;

    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 3;

    /** Warm-up rounds until the JIT compiler is idle. They have as many resends as a service has in an hour. */
    private static final int WARM_UP = 20;

    private static final int MOST_OF_A_RUN = 10_000;
    private static final Duration A_WHILE = Duration.ofSeconds(Integer.getInteger("seconds", 5));

    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Path folder = Files.createDirectories(Path.of("target", "bench"));
    private final WebLoad load = WebLoad.available(folder);
    private final DatabaseLimit limit = DatabaseLimit.available(folder);
    private final Measurements measured = new Measurements();
    private final Map<Long, String> tokens = new HashMap<>();
    private OidcServer oidc;
    private InstantCa slow;
    private Installation installation;
    private long nextOrder = 1;

    private ResendBench() throws IOException {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        LogManager.getLogManager().reset();
        try (ResendBench bench = new ResendBench()) {
            bench.start();
            bench.run();
            bench.measured.write(Path.of("target", "bench-resend.json"));
        }
    }

    private void start() {
        measured.fact("load", load.name());
        measured.fact("database", limit.name());
        EmbeddedDatabase server = EmbeddedDatabase.start(Installation.SERVER);
        ends.push(server::close);
        oidc = OidcServer.start(0);
        ends.push(oidc::close);
        InstantCa instant = new InstantCa(Duration.ZERO);
        ends.push(instant::close);
        slow = new InstantCa(Duration.ofMillis(50));
        ends.push(slow::close);
        installation = Installation.launch(
                server,
                oidc,
                "resends",
                ORDERS,
                Map.of(
                        "SSL_ORDERS_CA_ALPHA_URL",
                        instant.url(),
                        "SSL_ORDERS_CA_BETA_DIALECT",
                        "rest",
                        "SSL_ORDERS_CA_BETA_URL",
                        slow.url(),
                        "SSL_ORDERS_CA_BETA_CREDENTIALS_TOKEN",
                        CaStub.TOKEN));
        ends.push(installation::close);
    }

    private void run() throws IOException, InterruptedException {
        for (int round = 0; round < WARM_UP; round++) {
            load("alpha", CONNECTIONS);
        }
        load("beta", CONNECTIONS);
        for (int round = 0; round < ROUNDS; round++) {
            throughput();
            addedTime(1);
            addedTime(CONNECTIONS);
        }
        System.out.printf(
                "resend, CA that responds at once, %d connections: %.0f a second, %.2f of the database's %.0f; p50 %.2f ms, p99 %.2f ms;"
                        + " %.2f transactions and %.0f us of CPU a resend%n",
                CONNECTIONS,
                measured.middle("instant", "perSecond"),
                measured.middle("instant", "ofDatabase"),
                measured.middle("instant", "databasePerSecond"),
                measured.middle("instant", "p50Ms"),
                measured.middle("instant", "p99Ms"),
                measured.middle("instant", "transactionsAResend"),
                measured.middle("instant", "cpuMicrosAResend"));
        report(1);
        report(CONNECTIONS);
    }

    private void report(int connections) {
        String of = "slow-" + connections;
        System.out.printf(
                "resend, CA that takes %.2f ms, %2d connections: p50 %.2f ms, so the service adds %.2f ms; %.0f a second%n",
                measured.middle(of, "p50MsOfTheCa"),
                connections,
                measured.middle(of, "p50Ms"),
                measured.middle(of, "addedP50Ms"),
                measured.middle(of, "perSecond"));
    }

    private void throughput() throws IOException, InterruptedException {
        double database = limit.perSecond(
                installation,
                ResendStatements.of(
                        installation, ORDERS - ORDERS_OF_THE_LIMIT, ORDERS_OF_THE_LIMIT, Installation.sessionOptions()),
                CONNECTIONS,
                A_WHILE);
        long transactions = transactions();
        Duration before = installation.cpuTime();
        WebLoad.Figures figures = load("alpha", CONNECTIONS);
        Duration used = installation.cpuTime().minus(before);
        measured.add("instant", "perSecond", figures.perSecond());
        measured.add("instant", "databasePerSecond", database);
        measured.add("instant", "ofDatabase", figures.perSecond() / database);
        measured.add("instant", "p50Ms", figures.p50Ms());
        measured.add("instant", "p99Ms", figures.p99Ms());
        measured.add("instant", "transactionsAResend", (double) (transactions() - transactions) / figures.requests());
        measured.add("instant", "cpuMicrosAResend", used.toNanos() / 1e3 / figures.requests());
    }

    private void addedTime(int connections) throws IOException, InterruptedException {
        slow.latencies();
        WebLoad.Figures figures = load("beta", connections);
        double ofTheCa = slow.latencies().percentile(50);
        String of = "slow-" + connections;
        measured.add(of, "perSecond", figures.perSecond());
        measured.add(of, "p50Ms", figures.p50Ms());
        measured.add(of, "p50MsOfTheCa", ofTheCa);
        measured.add(of, "addedP50Ms", figures.p50Ms() - ofTheCa);
    }

    private WebLoad.Figures load(String authority, int connections) throws IOException, InterruptedException {
        WebLoad.Figures figures = load.run(installation.service().url(), resends(authority), connections, A_WHILE);
        if (figures.failures() > 0 || figures.requests() > MOST_OF_A_RUN) {
            throw new IllegalStateException(figures.failures() + " of " + figures.requests() + " resends failed");
        }
        return figures;
    }

    /** Returns orders without resends. */
    private List<WebLoad.Request> resends(String authority) {
        List<WebLoad.Request> resends = new ArrayList<>();
        while (resends.size() < MOST_OF_A_RUN) {
            long order = nextOrder++;
            if (order >= ORDERS - ORDERS_OF_THE_LIMIT) {
                throw new IllegalStateException("too few orders");
            }
            if (Installation.isIssuedBy(authority, order)) {
                String token = tokens.computeIfAbsent(order % installation.accounts(), this::token);
                resends.add(WebLoad.Request.resend(Installation.id(order), token));
            }
        }
        return resends;
    }

    private String token(long account) {
        return oidc.token(
                "bench",
                List.of("ssl-orders"),
                Map.of("scope", Scopes.RESEND, "account_id", "account-" + account),
                7200);
    }

    /** Counts the transactions of the service and, at less than two per second, of the relay's polling. */
    private long transactions() {
        return Long.parseLong(installation
                .rows(
                        "select xact_commit + xact_rollback as n from pg_stat_database where datname = current_database()")
                .getFirst()
                .get("n"));
    }

    @Override
    public void close() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }
}
