package sslorders.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** Pooled sessions have the settings of application.properties, regardless of the database's defaults. */
@QuarkusTest
class SessionSettingsTest extends ServiceTest {
    @Inject
    AgroalDataSource pool;

    @ParameterizedTest
    @CsvSource({
        "lock_timeout, 2s",
        "idle_in_transaction_session_timeout, 10s",
        "statement_timeout, 10s",
        "default_transaction_isolation, read committed",
        "tcp_keepalives_idle, 10",
        "tcp_keepalives_interval, 5",
        "tcp_keepalives_count, 3",
        "tcp_user_timeout, 20000",
        "plan_cache_mode, force_generic_plan",
        "enable_sort, off",
        "enable_incremental_sort, off",
        "jit, off",
    })
    void pooledSessionHasSetting(String name, String value) throws SQLException {
        try (Connection session = pool.getConnection()) {
            assertThat(show(session, name)).isEqualTo(value);
        }
    }

    /** PostgreSQL allows every role to set them when it connects. */
    @Test
    void ordinaryRoleCanSetAllSettings() throws SQLException {
        execute("drop role if exists ordinary; create role ordinary login password 'ordinary'");
        var factory = pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        String options = factory.jdbcProperties().getProperty("options");

        try (Connection session = DriverManager.getConnection(
                TestParts.database().jdbcUrl() + "?options=" + URLEncoder.encode(options, StandardCharsets.UTF_8),
                "ordinary",
                "ordinary")) {
            assertThat(show(session, "tcp_user_timeout")).isEqualTo("20000");
            assertThat(show(session, "statement_timeout")).isEqualTo("10s");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void limitsHoldUnderAnyDefaultIsolation(String isolation) throws Exception {
        captured("1001", capture("1001"));
        captured("1002", capture("1002"));
        execute("alter database postgres set default_transaction_isolation = '" + isolation + "'");
        try {
            replaceSessions();
            assertThat(isolation()).isEqualTo("read committed");

            List<Response> answers = atOnce(8, () -> as("acme").resend("1001").send());
            assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(1);
            assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).hasSize(7);
            assertThat(ca.resends("CA-1001")).hasSize(1);

            List<Response> replays =
                    atOnce(8, () -> as("acme").resend("1002").withKey("one").send());
            assertThat(replays).extracting(Response::statusCode).containsOnly(202);
            assertThat(replays)
                    .filteredOn(answer -> "true".equals(answer.header("Idempotency-Replayed")))
                    .hasSize(7);
            assertThat(replays.stream().map(answer -> answer.header("Location")).distinct())
                    .hasSize(1);
            assertThat(ca.resends("CA-1002")).hasSize(1);
        } finally {
            execute("alter database postgres reset default_transaction_isolation");
            replaceSessions();
        }
    }

    private static List<Response> atOnce(int count, Callable<Response> request) throws Exception {
        List<Response> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Response> answer : clients.invokeAll(Collections.nCopies(count, request))) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "2", "soon", "2 s", "5m", "2s -c jit=on", "-1s", "2s\n"})
    void timeoutThatPostgresqlCannotReadIsRejected(String value) {
        assertThatThrownBy(() -> new DatabaseConfig.Time(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("500ms or 2s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1ms", "500ms", "2s", "1min", "1h", "1d"})
    void timeoutInUnitOfPostgresqlIsAccepted(String value) throws SQLException {
        String time = new DatabaseConfig.Time(value).value();

        try (Connection session = pool.getConnection();
                Statement statement = session.createStatement()) {
            statement.execute("begin; set local lock_timeout = '" + time + "'; rollback");
        }
    }

    /**
     * Waits until the pool has replaced its sessions. It does so in the background, and for a session in use when it
     * is returned.
     */
    private void replaceSessions() {
        String now = rows("select clock_timestamp() as now").getFirst().get("now");
        pool.flush(FlushMode.GRACEFUL);
        await().until(() -> rows("select pid from pg_stat_activity where backend_type = 'client backend'"
                        + " and pid <> pg_backend_pid() and backend_start < '" + now + "'")
                .isEmpty());
    }

    private String isolation() throws SQLException {
        try (Connection session = pool.getConnection()) {
            return show(session, "default_transaction_isolation");
        }
    }

    private static String show(Connection session, String name) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
