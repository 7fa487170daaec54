package sslorders.durability;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import sslorders.account.Scopes;
import sslorders.sandbox.CaStub;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;
import sslorders.sandbox.ServiceProcess;

/**
 * Two replicas of the service on one database. Each calls the same CA at its own path, so the CA's journal shows
 * which replica called. The prefix of the CA order ID selects the response of the CA. The cluster starts its own
 * database or uses an existing one; with an existing one, replicas keep their default database timeouts.
 */
final class Cluster implements AutoCloseable {
    static final List<String> REPLICAS = List.of("one", "two");

    /** The outcomes of a call; success is the most frequent outcome. */
    static final String[] ALL_KINDS = {
        "ok", "busy", "ok", "error", "ok", "no", "ok", "reset", "ok", "garbage", "ok", "busy", "ok", "late"
    };

    private static final int ACCOUNTS = 10;

    /** Waiting times for the database and for other replicas, as short as possible in tests. */
    private static final Map<String, String> SHORT_TIMEOUTS = Map.of(
            "QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "2s",
            "SSL_ORDERS_RELAY_POLL_INTERVAL", "200ms",
            "SSL_ORDERS_RELAY_HEARTBEAT", "500ms",
            "SSL_ORDERS_RELAY_RECOVERY_MARGIN", "1s",
            "SSL_ORDERS_RELAY_SETTLE_WITHIN", "5s");

    /** Null if the cluster uses an existing database. */
    private final EmbeddedDatabase database;

    private final Site site;
    private final OidcServer oidc = OidcServer.start(0);
    private final CaStub ca = CaStub.start(0);
    private final Map<String, ServiceProcess> replicas = new LinkedHashMap<>();
    private final Path logs;

    /**
     * The addresses of a cluster.
     *
     * @param jdbcUrl the JDBC URL of the database
     * @param entrances the base URLs; a client uses any of them
     * @param ports the ports of the replicas, by name
     * @param settings the settings of all replicas, in addition to the settings of every cluster
     */
    record Site(String jdbcUrl, List<String> entrances, Map<String, Integer> ports, Map<String, String> settings) {}

    /** Starts everything except the replicas. */
    Cluster(Path logs) {
        this(logs, EmbeddedDatabase.start());
    }

    private Cluster(Path logs, EmbeddedDatabase database) {
        this(logs, database, siteOf(database.jdbcUrl()));
    }

    /** Starts everything except the replicas and the parts of an existing site. */
    Cluster(Path logs, Site site) {
        this(logs, null, site);
    }

    private Cluster(Path logs, EmbeddedDatabase database, Site site) {
        this.logs = logs;
        this.database = database;
        this.site = site;
        stubTheCa();
    }

    /** Returns the site of replicas on this machine with a database. */
    static Site siteOf(String jdbcUrl) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        REPLICAS.forEach(name -> ports.put(name, ServiceProcess.freePort()));
        List<String> entrances =
                ports.values().stream().map(port -> "http://localhost:" + port).toList();
        return new Site(jdbcUrl, entrances, ports, SHORT_TIMEOUTS);
    }

    /** Returns the replica of that name, and launches it if it does not exist. */
    ServiceProcess replica(String name) {
        ServiceProcess known;
        synchronized (replicas) {
            known = replicas.get(name);
        }
        return known != null && known.isAlive() ? known : start(name);
    }

    /** Launches a new process for a replica and waits until it is ready. */
    ServiceProcess start(String name) {
        return start(name, Map.of());
    }

    /** Launches a replica with additional settings. */
    ServiceProcess start(String name, Map<String, String> settings) {
        return ready(name, ServiceProcess.launch(site.ports().get(name), environment(name, settings), log(name)));
    }

    /** Launches a replica of another build with additional settings. */
    ServiceProcess start(String name, Path jar, Map<String, String> settings) {
        return ready(name, ServiceProcess.launch(jar, site.ports().get(name), environment(name, settings), log(name)));
    }

    private ServiceProcess ready(String name, ServiceProcess replica) {
        synchronized (replicas) {
            replicas.put(name, replica);
        }
        replica.awaitReady();
        return replica;
    }

    private Path log(String name) {
        return logs.resolve(name + ".log");
    }

    private Map<String, String> environment(String name, Map<String, String> settings) {
        Map<String, String> environment = ServiceProcess.environment(site.jdbcUrl(), oidc);
        environment.put("SSL_ORDERS_CA_ALPHA_DIALECT", "rest");
        environment.put("SSL_ORDERS_CA_ALPHA_URL", ca.url() + "/" + name);
        environment.put("SSL_ORDERS_CA_ALPHA_CREDENTIALS_TOKEN", CaStub.TOKEN);
        environment.put("SSL_ORDERS_CA_ALPHA_CONNECT_TIMEOUT", "500ms");
        // Hides WireMock's log: the tests provoke broken responses.
        environment.put("SSL_ORDERS_CA_ALPHA_CIRCUIT_VOLUME", "100000");
        environment.put("SSL_ORDERS_CA_ALPHA_MAX_CONCURRENT", "200");
        environment.put("SSL_ORDERS_CA_ALPHA_READ_TIMEOUT", "1s");
        environment.put("SSL_ORDERS_RESEND_ACCOUNT_QUOTA_PER_HOUR", "1000000");
        environment.put("SSL_ORDERS_RESEND_ACCOUNT_REJECTIONS_PER_HOUR", "1000000");
        environment.put("SSL_ORDERS_RELAY_RETRY_FIRST", "200ms");
        environment.put("SSL_ORDERS_RELAY_RETRY_LONGEST", "1s");
        environment.putAll(site.settings());
        environment.putAll(settings);
        return environment;
    }

    /** Stubs the seven outcomes of a call, each slow enough for a kill during the call. */
    void stubTheCa() {
        stubTheCa(ca.wireMock());
    }

    private static void stubTheCa(WireMockServer ca) {
        on(ca, "ok", aResponse().withStatus(202).withUniformRandomDelay(1, 300));
        on(ca, "late", aResponse().withStatus(202).withFixedDelay(2_000));
        on(ca, "error", aResponse().withStatus(500).withUniformRandomDelay(1, 100));
        on(ca, "reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        on(ca, "garbage", aResponse().withStatus(200).withBody("<html>"));
        on(ca, "no", aResponse().withStatus(409));
        // The CA is unavailable for every second call; the calls for all orders are counted together.
        busy(ca, Scenario.STARTED, "free", aResponse().withStatus(503));
        busy(ca, "free", Scenario.STARTED, aResponse().withStatus(202).withUniformRandomDelay(1, 100));
        // WireMock checks one stub after the other, and matches none if another call changes the scenario's state in
        // between.
        ca.stubFor(any(urlPathMatching(path("busy")))
                .atPriority(2)
                .willReturn(aResponse().withStatus(503)));
    }

    private static void on(WireMockServer ca, String kind, ResponseDefinitionBuilder answer) {
        ca.stubFor(any(urlPathMatching(path(kind))).atPriority(1).willReturn(answer));
    }

    private static void busy(WireMockServer ca, String now, String then, ResponseDefinitionBuilder answer) {
        ca.stubFor(any(urlPathMatching(path("busy")))
                .atPriority(1)
                .inScenario("busy")
                .whenScenarioStateIs(now)
                .willSetStateTo(then)
                .willReturn(answer));
    }

    private static String path(String kind) {
        return "/(one|two)/orders/" + kind + "-\\d+/fulfillment-email/resend";
    }

    /** Deletes all orders and their resends, and empties the CA's journal. Replicas may be running. */
    void deleteAll() {
        execute("delete from scheduled_tasks where task_name = 'resend'");
        // An attempt in progress may hold one table while it waits for another; PostgreSQL then cancels one of the
        // two transactions.
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsMatching(held -> held.getMessage().contains("deadlock detected"))
                .until(() -> {
                    execute("truncate idempotency_key, attempt, resend, admin_email_change, event, certificate_order");
                    return true;
                });
        ca.reset();
        stubTheCa();
    }

    /**
     * Inserts issued orders, with consecutive IDs from a number, for ten accounts in turn. The orders have every kind
     * of outcome or only one kind.
     */
    void addOrders(int from, int count, String... kinds) {
        String kind = "(array['" + String.join("','", kinds) + "'])[1 + i % " + kinds.length + "]";
        execute("insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,"
                + " certificate_authority, status, status_as_of, ordered_at, admin_email, captured_at)"
                + " select i, 'account-' || i % " + ACCOUNTS + ", " + kind + " || '-' || i, 'host.example', 'dv',"
                + " 'alpha', 'issued', now(), now(), 'admin@host.example', now()"
                + " from generate_series(" + from + ", " + (from + count - 1) + ") i");
    }

    /** Returns a token for the account of an order. */
    String token(int order) {
        return oidc.token(
                "client",
                List.of("ssl-orders"),
                Map.of("scope", "ssl-orders:read ssl-orders:resend", "account_id", "account-" + order % ACCOUNTS),
                7200);
    }

    /** Returns a token for an account. */
    String token(String account) {
        return oidc.token(account, Scopes.READ, Scopes.RESEND);
    }

    /** Returns a token for the ordering system. */
    String captureToken() {
        return oidc.token(null, Scopes.CAPTURE);
    }

    /** Returns a token for an operator. */
    String operatorToken() {
        return oidc.token(null, Scopes.OPERATE);
    }

    String url(String replica) {
        return "http://localhost:" + site.ports().get(replica);
    }

    /** Returns a base URL for clients: a random replica or the load balancer. */
    String entrance() {
        return site.entrances()
                .get(ThreadLocalRandom.current().nextInt(site.entrances().size()));
    }

    /** Returns the base URL for health and metrics of a started replica. */
    String managementUrl(String replica) {
        synchronized (replicas) {
            return replicas.get(replica).managementUrl();
        }
    }

    EmbeddedDatabase database() {
        return database;
    }

    CaStub ca() {
        return ca;
    }

    List<Map<String, String>> rows(String sql) {
        return EmbeddedDatabase.rows(site.jdbcUrl(), sql);
    }

    private void execute(String sql) {
        EmbeddedDatabase.execute(site.jdbcUrl(), sql);
    }

    /** Stops the running replicas. */
    void stopReplicas() {
        synchronized (replicas) {
            replicas.values().forEach(ServiceProcess::close);
            replicas.clear();
        }
    }

    @Override
    public void close() {
        stopReplicas();
        ca.close();
        oidc.close();
        if (database != null) {
            database.close();
        }
    }
}
