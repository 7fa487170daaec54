package sslorders.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import sslorders.sandbox.CaStub;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;
import sslorders.sandbox.ServiceProcess;

/**
 * A service with its own database and a number of orders. Several installations share one PostgreSQL server and are
 * measured in turns.
 */
final class Installation implements AutoCloseable {
    /** The account with the most orders, in installations with a million orders or more. */
    static final String LARGE = "large";

    /** PostgreSQL settings for several installations; query texts are not truncated. */
    static final Map<String, String> SERVER = Map.of(
            "shared_buffers", "2GB",
            "max_connections", "200",
            "max_wal_size", "8GB",
            "maintenance_work_mem", "512MB",
            "track_activity_query_size", "4096");

    private static final long ORDERS_OF_LARGE = 100_000;

    /** The syntax by which a Quarkus property refers to another property. */
    private static final Pattern KEY = Pattern.compile("\\$\\{([^}]+)}");

    private final String name;
    private final long orders;
    private final Map<String, String> environment;
    private final ServiceProcess service;

    private Installation(String name, long orders, Map<String, String> environment, List<String> jvmOptions) {
        this.name = name;
        this.orders = orders;
        this.environment = environment;
        this.service = ServiceProcess.launch(
                ServiceProcess.freePort(), environment, Path.of("target", "bench.log"), jvmOptions);
    }

    /**
     * Creates the database and launches the service, which creates the tables; returns when it is ready.
     *
     * @param settings the settings of the service, as environment variables, in addition to the required settings
     */
    static Installation launch(
            EmbeddedDatabase server, OidcServer oidc, String name, long orders, Map<String, String> settings) {
        return launch(server, oidc, name, orders, settings, List.of());
    }

    /** Creates an installation with additional JVM options. */
    static Installation launch(
            EmbeddedDatabase server,
            OidcServer oidc,
            String name,
            long orders,
            Map<String, String> settings,
            List<String> jvmOptions) {
        server.execute("create database orders_" + name);
        String url = server.jdbcUrl().replaceFirst("/postgres$", "/orders_" + name);
        Map<String, String> environment = ServiceProcess.environment(server, oidc);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", url);
        environment.put("SSL_ORDERS_CA_ALPHA_DIALECT", "rest");
        environment.put("SSL_ORDERS_CA_ALPHA_URL", "http://localhost:9");
        environment.put("SSL_ORDERS_CA_ALPHA_CREDENTIALS_TOKEN", CaStub.TOKEN);
        environment.putAll(settings);
        Installation installation = new Installation(name, orders, environment, jvmOptions);
        installation.service.awaitReady();
        installation.fill();
        return installation;
    }

    /**
     * Inserts orders so that the orders of one account are as far apart as after years of use by all accounts. The
     * indexes are created afterwards, as in a large migration.
     */
    private void fill() {
        List<Map<String, String>> indexes = rows("select indexname, indexdef from pg_indexes"
                + " where tablename = 'certificate_order' and indexname <> 'certificate_order_pkey'");
        indexes.forEach(index -> execute("drop index " + index.get("indexname")));
        long large = orders >= 10 * ORDERS_OF_LARGE ? orders / ORDERS_OF_LARGE : Long.MAX_VALUE;
        execute("""
                insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,
                  certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at)
                select lpad(i::text, 10, '0'),
                  case when i %% %1$d = 0 then '%2$s' else 'account-' || (i - i / %1$d) %% %3$d end,
                  'CA-' || i, 'host-' || i || '.customer.example',
                  case when i %% 3 = 0 then 'organization-validated' else 'domain-validated' end,
                  case when i / 3 %% 4 = 0 then 'beta' else 'alpha' end,
                  case i / 7 %% 20 when 0 then 'revoked' when 1 then 'processing' when 2 then 'cancelled' else 'issued' end,
                  now(), now() - (i * 7919 %% 800) * interval '1 day',
                  case when i / 7 %% 20 <> 1 then now() + (i * 104729 %% 570000 - 200000) * interval '1 minute' end,
                  'administrator@host-' || i || '.customer.example', now()
                from generate_series(1, cast(%4$d as bigint)) i""".formatted(large, LARGE, accounts(), orders));
        indexes.forEach(index -> execute(index.get("indexdef")));
        execute("vacuum analyze certificate_order");
    }

    /** Returns the options that the packaged service sets in each session. */
    static String sessionOptions() throws IOException {
        Properties properties = new Properties();
        try (var file = Files.newBufferedReader(Path.of("target", "classes", "application.properties"))) {
            properties.load(file);
        }
        return KEY.matcher(properties.getProperty("quarkus.datasource.jdbc.additional-jdbc-properties.options", ""))
                .replaceAll(key -> properties.getProperty(key.group(1)));
    }

    /** Returns the ID of the order with a number, from 1. */
    static String id(long order) {
        return "%010d".formatted(order);
    }

    /** Returns whether the order with a number is issued by a CA; must match the SQL of {@link #fill}. */
    static boolean isIssuedBy(String authority, long order) {
        return order / 7 % 20 > 2 && authority.equals(order / 3 % 4 == 0 ? "beta" : "alpha");
    }

    String name() {
        return name;
    }

    /** Returns the number of accounts, named {@code account-0} and so on, without the large account. */
    int accounts() {
        return (int) Math.max(1, Math.min(10_000, orders / 100));
    }

    ServiceProcess service() {
        return service;
    }

    String jdbcUrl() {
        return environment.get("QUARKUS_DATASOURCE_JDBC_URL");
    }

    /** Returns the environment variables of a service that uses the same database. */
    Map<String, String> environment() {
        return environment;
    }

    /** Launches another service on the same database, with additional settings. */
    ServiceProcess another(Map<String, String> settings) {
        Map<String, String> its = new HashMap<>(environment);
        its.putAll(settings);
        return ServiceProcess.launch(ServiceProcess.freePort(), its, Path.of("target", "bench.log"));
    }

    /** Returns the CPU time that the service's process has used since its start. */
    Duration cpuTime() {
        return ProcessHandle.of(service.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    List<Map<String, String>> rows(String sql) {
        return EmbeddedDatabase.rows(jdbcUrl(), sql);
    }

    void execute(String sql) {
        EmbeddedDatabase.execute(jdbcUrl(), sql);
    }

    @Override
    public void close() {
        service.close();
    }
}
