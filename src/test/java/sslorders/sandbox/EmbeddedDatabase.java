package sslorders.sandbox;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real PostgreSQL from packaged binaries, with an empty database that is gone when this is closed. */
public final class EmbeddedDatabase implements AutoCloseable {
    public static final String USERNAME = "postgres";
    public static final String PASSWORD = "postgres";

    /** A role that {@link #createPasswordUser} creates. */
    static final String PASSWORD_USERNAME = "orders";

    static final String PASSWORD_OF_USER = "orders-secret";

    private final Path folder;
    private final Map<String, String> settings;
    private final int port;
    private EmbeddedPostgres postgres;

    private EmbeddedDatabase(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
        this.postgres = start(0);
        this.port = postgres.getPort();
    }

    /** Starts one at a free port. */
    public static EmbeddedDatabase start() {
        return start(Map.of());
    }

    /**
     * The same, with settings of its own.
     *
     * @param settings by their names in {@code postgresql.conf}
     */
    public static EmbeddedDatabase start(Map<String, String> settings) {
        try {
            return new EmbeddedDatabase(Files.createTempDirectory("ssl-orders-postgres"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres start(int port) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            settings.forEach(builder::setServerConfig);
            return builder.setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    // It need not survive the machine, and a flush to the disk takes longer than a test.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setPort(port)
                    // Its own hook would run beside that of the sandbox, and take the database from under the service.
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    /**
     * Creates a superuser that authenticates with its password by SCRAM, as a production database demands. The server trusts
     * all other users.
     */
    void createPasswordUser() {
        execute("create role " + PASSWORD_USERNAME + " superuser login password '" + PASSWORD_OF_USER + "'");
        Path access = folder.resolve("pg_hba.conf");
        try {
            Files.writeString(
                    access, "host all " + PASSWORD_USERNAME + " all scram-sha-256\n" + Files.readString(access));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("select pg_reload_conf()");
        // The server reloads the file at some later moment.
        await("the database demands the password")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !accepts(PASSWORD_USERNAME, "wrong"));
    }

    /** Whether the server accepts a connection of that user. */
    boolean accepts(String username, String password) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), username, password)) {
            return connection.isValid(0);
        } catch (SQLException refused) {
            return false;
        }
    }

    /** Stops it, with all connections; what it holds stays. */
    public void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again where it was, with what it held. */
    public void startAgain() {
        postgres = start(port);
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /** A connection beside the service's own, for looking at what it wrote; in the simple protocol, which takes any statement. */
    public Connection connect() throws SQLException {
        return connect(jdbcUrl());
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url + "?preferQueryMode=simple", USERNAME, PASSWORD);
    }

    /** The rows of a query; all values as text. */
    public List<Map<String, String>> rows(String sql) {
        return rows(jdbcUrl(), sql);
    }

    /** The same in another database of such a server. */
    public static List<Map<String, String>> rows(String url, String sql) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql) {
        execute(jdbcUrl(), sql);
    }

    /** The same in another database of such a server. */
    public static void execute(String url, String sql) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
