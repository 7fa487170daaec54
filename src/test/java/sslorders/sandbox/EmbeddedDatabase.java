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

/** A PostgreSQL server from packaged binaries. {@code close()} stops it and deletes its data. */
public final class EmbeddedDatabase implements AutoCloseable {
    public static final String USERNAME = "postgres";
    public static final String PASSWORD = "postgres";

    /** Name of the role that {@link #createPasswordUser} creates. */
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

    /** Starts a server on a free port. */
    public static EmbeddedDatabase start() {
        return start(Map.of());
    }

    /**
     * Starts a server with additional settings.
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
                    // Tests do not need durability after a crash of the machine, and a flush takes longer than a
                    // test.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setPort(port)
                    // The library's own shutdown hook would run in parallel with the sandbox's hook, and stop the
                    // database before the service.
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    /**
     * Creates a superuser that authenticates with its password by SCRAM, as in production. The server trusts all
     * other users.
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
        // The server reloads the file asynchronously.
        await("the database requires the password")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !accepts(PASSWORD_USERNAME, "wrong"));
    }

    /** Returns whether the server accepts a connection of that user. */
    boolean accepts(String username, String password) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), username, password)) {
            return connection.isValid(0);
        } catch (SQLException refused) {
            return false;
        }
    }

    /** Stops the server and closes all connections. The data remains. */
    public void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server again on the same port, with its data. */
    public void startAgain() {
        postgres = start(port);
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /**
     * Opens a separate connection to read what the service wrote. The connection uses the simple protocol, which
     * accepts any statement.
     */
    public Connection connect() throws SQLException {
        return connect(jdbcUrl());
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url + "?preferQueryMode=simple", USERNAME, PASSWORD);
    }

    /** Returns the rows of a query, with all values as text. */
    public List<Map<String, String>> rows(String sql) {
        return rows(jdbcUrl(), sql);
    }

    /** Returns the rows of a query in another database of a server. */
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

    /** Executes statements in another database of a server. */
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
