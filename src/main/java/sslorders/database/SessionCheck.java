package sslorders.database;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import sslorders.config.ServiceMode;

/**
 * Verifies at startup that database sessions have the settings that the service requires. Settings can be lost: {@code options}
 * in the JDBC URL replaces them, and PgBouncer drops them.
 */
@Singleton
final class SessionCheck {
    private static final Logger LOG = Logger.getLogger(SessionCheck.class);
    private static final String OPTIONS = "quarkus.datasource.jdbc.additional-jdbc-properties.options";
    private static final String ISOLATION = "default_transaction_isolation";

    /**
     * The isolation level that the locks and limits of resends require: a statement sees everything that was committed before
     * its start.
     */
    private static final String READ_COMMITTED = "read committed";

    private static final List<String> TIMEOUTS =
            List.of("lock_timeout", "idle_in_transaction_session_timeout", "statement_timeout");

    private static final String QUERY = Stream.concat(Stream.of(ISOLATION), TIMEOUTS.stream())
            .map(name -> "current_setting('" + name + "') as " + name)
            .collect(Collectors.joining(", ", "select ", ""));

    private final DataSource pool;
    private final ServiceMode mode;

    SessionCheck(DataSource pool, ServiceMode mode) {
        this.pool = pool;
        this.mode = mode;
    }

    /** Runs before all other startup code, such as that of the relay. A command does not use the database. */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting) {
        if (mode.isReplica()) {
            check();
        }
    }

    private void check() {
        try (Connection session = pool.getConnection();
                Statement query = session.createStatement();
                ResultSet settings = query.executeQuery(QUERY)) {
            settings.next();
            check(settings);
        } catch (SQLException refused) {
            throw new ConfigurationException(
                    "Cannot open a database session with the settings in " + OPTIONS + ": " + refused.getMessage(),
                    Set.of(OPTIONS));
        }
    }

    private static void check(ResultSet settings) throws SQLException {
        String isolation = settings.getString(ISOLATION);
        if (!isolation.equals(READ_COMMITTED)) {
            throw new ConfigurationException(
                    ISOLATION + " of the database sessions must be '" + READ_COMMITTED + "' but is '" + isolation
                            + "'. Set it in " + OPTIONS + " or with ALTER ROLE.",
                    Set.of(OPTIONS));
        }
        List<String> unset = new ArrayList<>();
        for (String timeout : TIMEOUTS) {
            if (settings.getString(timeout).equals("0")) {
                unset.add(timeout);
            }
        }
        if (!unset.isEmpty()) {
            LOG.warnf(
                    "Database sessions have no %s, so a replica that hangs in a transaction can block all requests."
                            + " See \"Database sessions\" in docs/configuration.md.",
                    String.join(", ", unset));
        }
    }
}
