package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sslorders.testing.ImportConnection;

/** An import during a database outage reports its progress, and the repeated import completes it. */
class ImportIT {
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster(Path.of("target"));
        cluster.start("one");
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    void interruptedImportIsCompletedByRepeatingIt() throws Exception {
        try (ImportConnection connection = connect();
                Connection other = cluster.database().connect();
                Statement blocker = other.createStatement()) {
            connection.send(line(1));
            assertThat(connection.result().orElseThrow()).contains("\"created\"");
            other.setAutoCommit(false);
            blocker.execute("lock table certificate_order");
            connection.send(line(2));
            await("the second line is being written")
                    .until(() -> !cluster.rows("select 1 from pg_locks where not granted")
                            .isEmpty());
            connection.send(line(3));

            cluster.database().stop();

            assertThat(connection.result().orElseThrow())
                    .contains("\"line\":2,", "\"failed\"", "urn:ssl-orders:problem:unavailable");
            assertThat(connection.result()).isEmpty();
        }
        cluster.database().startAgain();
        assertThat(cluster.rows("select id from certificate_order")).hasSize(1);

        // The pool detects connections that were lost with the database one by one.
        List<String> again = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> imported(line(1), line(2), line(3)),
                        results -> !results.toString().contains("\"failed\""));

        assertThat(again).hasSize(3);
        assertThat(again.getFirst()).contains("\"unchanged\"");
        assertThat(cluster.rows("select id from certificate_order")).hasSize(3);
    }

    private static List<String> imported(String... lines) throws IOException {
        List<String> results = new ArrayList<>();
        try (ImportConnection connection = connect()) {
            for (String line : lines) {
                connection.send(line);
            }
            connection.finish();
            for (Optional<String> result = connection.result(); result.isPresent(); result = connection.result()) {
                results.add(result.get());
            }
        }
        return results;
    }

    private static ImportConnection connect() throws IOException {
        return new ImportConnection(URI.create(cluster.url("one")), cluster.captureToken());
    }

    private static String line(int id) {
        return "{\"id\":\"" + id + "\",\"accountId\":\"acme\",\"caOrderId\":\"CA-" + id
                + "\",\"commonName\":\"host.example\",\"certificateType\":\"dv\",\"certificateAuthority\":\"alpha\","
                + "\"status\":\"issued\",\"statusAsOf\":\"2026-11-22T08:00:00Z\",\"orderedAt\":\"2026-01-01T00:00:00Z\"}";
    }
}
