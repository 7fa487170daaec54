package sslorders.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** Migrations use their own sessions, with the settings of the pool except the timeouts. */
@QuarkusTest
class MigrationSessionsTest extends ServiceTest {
    @Inject
    Flyway flyway;

    @Inject
    AgroalDataSource pool;

    @Inject
    DatabaseConfig config;

    @ParameterizedTest
    @CsvSource({
        "statement_timeout, 0",
        "idle_in_transaction_session_timeout, 0",
        "lock_timeout, 30s",
        "tcp_keepalives_idle, 10",
        "default_transaction_isolation, read committed",
        "enable_sort, off",
    })
    void sessionOfMigrationHasSetting(String name, String value) throws SQLException {
        assertThat(show(flyway.getConfiguration().getDataSource(), name)).isEqualTo(value);
    }

    @Test
    void driverWaitsForMigrationWithoutLimit() throws SQLException {
        try (Connection session = flyway.getConfiguration().getDataSource().getConnection()) {
            assertThat(session.getNetworkTimeout()).isZero();
        }
        try (Connection session = pool.getConnection()) {
            assertThat(session.getNetworkTimeout()).isEqualTo(30_000);
        }
    }

    @Test
    void connectionOfMigrationIsClosedAfterUse() throws SQLException {
        String pid;
        try (Connection session = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            pid = row.getString(1);
        }
        await().until(() ->
                rows("select 1 from pg_stat_activity where pid = " + pid).isEmpty());
    }

    @Test
    void separateUrlAndUserOfMigrationsAreUsed() throws SQLException {
        execute("drop role if exists migrator; create role migrator login password 'migrator'");
        FluentConfiguration own = Flyway.configure()
                .dataSource(
                        TestParts.database().jdbcUrl()
                                + "?socketTimeout=1&ApplicationName=own&options=-c%20work_mem=5MB",
                        "migrator",
                        "migrator");

        new MigrationSessions(pool, config).customize(own);

        DataSource sessions = own.getDataSource();
        assertThat(show(sessions, "session_authorization")).isEqualTo("migrator");
        assertThat(show(sessions, "application_name")).isEqualTo("own");
        assertThat(show(sessions, "work_mem")).isEqualTo("5MB");
        assertThat(show(sessions, "lock_timeout")).isEqualTo("30s");
        try (Connection session = sessions.getConnection()) {
            assertThat(session.getNetworkTimeout()).isZero();
        }
        assertThat(show(flyway.getConfiguration().getDataSource(), "session_authorization"))
                .isEqualTo(EmbeddedDatabase.USERNAME);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://host/db, jdbc:postgresql://host/db",
        "jdbc:postgresql://host/db?, jdbc:postgresql://host/db",
        "jdbc:postgresql://host/db?options=-c%20jit=off, jdbc:postgresql://host/db",
        "jdbc:postgresql://host/db?a=1&socketTimeout=2&ssl, jdbc:postgresql://host/db?a=1&ssl",
        "'jdbc:postgresql://a:1,b:2/db?socketTimeoutX=2&options', 'jdbc:postgresql://a:1,b:2/db?socketTimeoutX=2'",
    })
    void urlParametersAreRemoved(String url, String expected) {
        assertThat(MigrationSessions.without(Set.of("socketTimeout", "options"), url))
                .isEqualTo(expected);
    }

    private static String show(DataSource sessions, String name) throws SQLException {
        try (Connection session = sessions.getConnection();
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
