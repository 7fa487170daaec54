package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.sandbox.EmbeddedDatabase;

/**
 * Runs the packaged jar on databases whose defaults differ from PostgreSQL's defaults: the isolation level, and the
 * locale {@code C}, which CloudNativePG uses. {@code make chaos} runs it with a tenth of its kills.
 */
class DatabaseDefaultsCheck {
    private static final int KILLS = Math.max(4, Integer.getInteger("chaos.kills", 0) / 10);
    private static final Path LOGS = Path.of("target", "database-defaults-check");

    private static EmbeddedDatabase server;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(LOGS);
        server = EmbeddedDatabase.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void crashLosesAndDuplicatesNoResend(String isolation) throws Exception {
        try (Cluster cluster = new Cluster(LOGS, Cluster.siteOf(database(isolation)))) {
            assertThat(cluster.rows("show default_transaction_isolation"))
                    .extracting(row -> row.get("default_transaction_isolation"))
                    .containsExactly(isolation);
            CrashProof.archiveClasses(cluster);
            List<CompletableFuture<?>> starting = Cluster.REPLICAS.stream()
                    .<CompletableFuture<?>>map(name -> CompletableFuture.runAsync(() -> cluster.start(name)))
                    .toList();
            starting.forEach(CompletableFuture::join);

            findsNameInOtherCase(cluster);
            new CrashProof(cluster, KILLS).run(isolation);
        }
    }

    private static String database(String isolation) {
        String name = isolation.replace(' ', '_');
        server.execute("create database " + name + " template template0 lc_ctype 'C' lc_collate 'C'");
        server.execute("alter database " + name + " set default_transaction_isolation = '" + isolation + "'");
        return server.jdbcUrl().replaceFirst("/postgres$", "/" + name);
    }

    private static void findsNameInOtherCase(Cluster cluster) throws IOException, InterruptedException {
        assertThat(Customer.capture(cluster, "one", "munich", """
                        {"accountId": "acme", "caOrderId": "ok-munich", "commonName": "MÜNCHEN-x.example",
                         "certificateType": "dv", "certificateAuthority": "alpha", "status": "issued",
                         "statusAsOf": "2026-11-22T08:00:00Z", "orderedAt": "2026-01-01T00:00:00Z"}""").statusCode()).isEqualTo(201);

        Customer acme = new Customer(cluster, "acme");
        for (String prefix : List.of("M%C3%9CNCHEN-x", "m%C3%BCnchen-X")) {
            assertThat(acme.see("two", "?commonName=" + prefix)
                            .at("/orders/0/id")
                            .asText())
                    .isEqualTo("munich");
        }
    }
}
