package sslorders.command;

import java.util.Map;

/**
 * The settings with which a command starts the application. They have precedence over the operator's configuration, which contains the
 * settings of the service. The issuer, and the database of a command that does not use it, get addresses on which no server listens,
 * because a command must run without them.
 */
final class CommandSettings {
    private static final String NO_SERVER = "localhost:9";

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("quarkus.http.host-enabled", "false"),
            Map.entry("quarkus.management.host-enabled", "false"),
            Map.entry("quarkus.flyway.migrate-at-start", "false"),
            Map.entry("quarkus.hibernate-orm.database.start-offline", "true"),
            Map.entry("quarkus.oidc.auth-server-url", "http://" + NO_SERVER),
            Map.entry("quarkus.oidc.tenant-enabled", "false"),
            Map.entry("ssl-orders.page.enabled", "false"),
            // The support screen requires the page.
            Map.entry("ssl-orders.page.support.claim", ""),
            // The output is on standard output, and the log on standard error.
            Map.entry("quarkus.log.console.stderr", "true"),
            Map.entry("quarkus.log.console.level", "WARN"),
            // No load balancer has to notice that the process exits.
            Map.entry("quarkus.shutdown.delay", ""));

    private static final Map<String, String> NO_DATABASE = Map.of(
            "quarkus.datasource.jdbc.url", "jdbc:postgresql://" + NO_SERVER + "/none",
            "quarkus.datasource.username", "none",
            "quarkus.datasource.password", "none");

    private CommandSettings() {}

    /** Sets the system properties, which have precedence over environment variables and files. The command uses no database. */
    static void apply() {
        applyWithDatabase();
        NO_DATABASE.forEach(System::setProperty);
    }

    /** Sets the system properties of a command that uses the configured database. */
    static void applyWithDatabase() {
        SETTINGS.forEach(System::setProperty);
    }
}
