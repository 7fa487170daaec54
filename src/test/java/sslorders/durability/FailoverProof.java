package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Makes the primary database fail under load, repeatedly, and verifies the resends. {@code make failover} runs it
 * with the servers that it needs. It fails if a resend is lost or duplicated, or if the service does not recover in
 * time.
 */
final class FailoverProof implements AutoCloseable {
    private static final int ROUNDS = Integer.parseInt(System.getenv("ROUNDS"));
    private static final boolean SYNCHRONOUS = Boolean.parseBoolean(System.getenv("SYNCHRONOUS"));
    private static final String[] WAYS =
            System.getenv("WAYS").toUpperCase(Locale.ROOT).split(" ");
    private static final String ROUTE = System.getenv("ROUTE");

    private final DatabaseServers servers;
    private final Cluster cluster;
    private final Verdict verdict;
    private final List<Load.Answer> answers = new ArrayList<>();

    private FailoverProof(Path folder, Path logs) {
        servers = new DatabaseServers(folder, logs);
        cluster = new Cluster(logs, site());
        verdict = new Verdict(cluster);
    }

    /**
     * Arguments: the folder of the servers and the folder of the logs. The environment contains all other settings.
     */
    public static void main(String... arguments) {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        FailoverProof proof = new FailoverProof(Path.of(arguments[0]), Path.of(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(proof::close, "failover-end"));
        try {
            proof.run();
            System.exit(0);
        } catch (Exception | AssertionError e) {
            System.out.println("FAILED: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Cluster.Site site() {
        return new Cluster.Site(
                "jdbc:postgresql://127.0.0.1:" + port("database") + "/postgres",
                List.of("http://127.0.0.1:" + port("entrance")),
                Cluster.REPLICAS.stream().collect(Collectors.toMap(name -> name, FailoverProof::port)),
                moreSettings());
    }

    private static Map<String, String> moreSettings() {
        return Arrays.stream(System.getenv("SETTINGS").split(" "))
                .map(setting -> setting.split("=", 2))
                .filter(setting -> setting.length == 2)
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    private static int port(String of) {
        return Integer.parseInt(System.getenv(of.toUpperCase(Locale.ROOT)));
    }

    private void run() throws Exception {
        servers.awaitAll(cluster, SYNCHRONOUS);
        for (String replica : Cluster.REPLICAS) {
            cluster.start(replica, settings(replica));
        }
        cluster.addOrders(1, ROUNDS * FailoverRound.ORDERS, Cluster.ALL_KINDS);
        String version = cluster.rows("show server_version").getFirst().get("server_version");
        System.out.printf(
                "PostgreSQL %s, synchronous: %s, found by %s, %s%n", version, SYNCHRONOUS, ROUTE, moreSettings());
        for (int number = 0; number < ROUNDS; number++) {
            FailoverRound.Way way = FailoverRound.Way.valueOf(WAYS[number % WAYS.length]);
            FailoverRound round = new FailoverRound(servers, cluster, number, way);
            Load load = round.run(SYNCHRONOUS);
            answers.addAll(load.answers);
            System.out.println(round.figures());
            verify(load);
            round.recoveredInTime();
        }
        System.out.println("No resend is lost, and none is duplicated.");
    }

    private static Map<String, String> settings(String replica) {
        Map<String, String> settings = new HashMap<>();
        settings.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(port(replica + "_management")));
        if (ROUTE.equals("hosts")) {
            String hosts = DatabaseServers.NAMES.stream()
                    .map(name -> "127.0.0.1:" + port(name))
                    .collect(Collectors.joining(","));
            settings.put(
                    "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://" + hosts + "/postgres?targetServerType=primary");
        }
        return settings;
    }

    /** Counts over all rounds: a later round must not hide a duplicate of an earlier round. */
    private void verify(Load load) {
        verdict.awaitIdle();
        Map<String, Integer> counts = verdict.noResendIsDuplicated();
        verdict.noResendIsLost(answers);
        verdict.noFinalStateChanged(answers);
        verdict.eachFinalResendHasOneEvent();
        List<HttpResponse<String>> ours =
                load.rejections.stream().filter(Load::isOfTheService).toList();
        assertThat(ours).allSatisfy(Verdict::isUnavailable);
        String unknown = cluster.rows("select count(*) from resend join certificate_order o on o.id = order_id"
                        + " where resend.status = 'unknown' and o.ca_order_id like 'ok-%'")
                .getFirst()
                .get("count");
        System.out.printf(
                "  so far %d requests: %s, %s of them unknown because of the database alone%n",
                answers.size(), counts, unknown);
    }

    @Override
    public void close() {
        cluster.close();
        servers.close();
    }
}
