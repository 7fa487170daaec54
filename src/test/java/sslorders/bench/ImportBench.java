package sslorders.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sslorders.account.Scopes;
import sslorders.sandbox.CaStub;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;
import sslorders.sandbox.ServiceProcess;
import sslorders.testing.ImportConnection;

/**
 * Measures the throughput of an import and the memory of the service: 10 thousand, 100 thousand and 1 million new
 * orders of ten thousand accounts, and the same million orders again, unchanged. The system property {@code size}
 * sets the largest import to {@code 10m}.
 */
final class ImportBench implements AutoCloseable {
    private static final int LINES_AT_ONCE = 100;

    private final EmbeddedDatabase database = EmbeddedDatabase.start(Installation.SERVER);
    private final OidcServer oidc = OidcServer.start(0);
    private final ServiceProcess service;

    private ImportBench() {
        Map<String, String> environment = ServiceProcess.environment(database, oidc);
        environment.put("SSL_ORDERS_CA_ALPHA_DIALECT", "rest");
        environment.put("SSL_ORDERS_CA_ALPHA_URL", "http://localhost:9");
        environment.put("SSL_ORDERS_CA_ALPHA_CREDENTIALS_TOKEN", CaStub.TOKEN);
        service = ServiceProcess.launch(ServiceProcess.freePort(), environment, Path.of("target", "bench.log"));
        service.awaitReady();
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        LogManager.getLogManager().reset();
        int most = System.getProperty("size", "1m").equals("10m") ? 10_000_000 : 1_000_000;
        Map<String, Object> result = new LinkedHashMap<>();
        try (ImportBench bench = new ImportBench()) {
            bench.run("warm-up", 0, 20_000, result);
            bench.run("10 thousand new", 1_000_000_000, 10_000, result);
            bench.run("100 thousand new", 1_100_000_000, 100_000, result);
            bench.run(most / 1_000_000 + " million new", 1_200_000_000, most, result);
            bench.run("1 million unchanged", 1_200_000_000, Math.min(most, 1_000_000), result);
        }
        Files.createDirectories(Path.of("target"));
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(Path.of("target", "bench-import.json").toFile(), result);
    }

    private void run(String name, int from, int count, Map<String, Object> figures)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long accepted = 0;
        try (ImportConnection connection =
                new ImportConnection(URI.create(service.url()), oidc.token(null, Scopes.CAPTURE))) {
            Thread sender = Thread.ofVirtual().start(() -> send(connection, from, count));
            for (Optional<String> result = connection.result(); result.isPresent(); result = connection.result()) {
                if (result.get().contains("\"created\"") || result.get().contains("\"unchanged\"")) {
                    accepted++;
                }
            }
            sender.join();
        }
        if (accepted != count) {
            throw new IllegalStateException(name + ": " + accepted + " of " + count + " accepted");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long rss = ProcessMemory.residentMiB(service.pid());
        System.out.printf(
                "%-22s %9d orders in %6.1f s: %8.0f a second, %4d MiB resident%n",
                name, count, seconds, count / seconds, rss);
        figures.put(
                name, Map.of("orders", count, "seconds", seconds, "perSecond", count / seconds, "residentMiB", rss));
    }

    /** Generates the body while it is sent, so that the client does not hold it in memory. */
    private static void send(ImportConnection connection, int from, int count) {
        try {
            for (int sent = 0; sent < count; sent += LINES_AT_ONCE) {
                connection.send(IntStream.range(from + sent, from + Math.min(count, sent + LINES_AT_ONCE))
                        .mapToObj(ImportBench::line)
                        .collect(Collectors.joining("\n")));
            }
            connection.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(int i) {
        return "{\"id\":\"" + i + "\",\"accountId\":\"account-" + i % 10_000 + "\",\"caOrderId\":\"CA-" + i
                + "\",\"commonName\":\"host-" + i
                + ".example\",\"certificateType\":\"domain-validated\",\"certificateAuthority\":\"alpha\","
                + "\"status\":\"issued\",\"statusAsOf\":\"2026-11-22T08:00:00Z\","
                + "\"orderedAt\":\"2026-01-01T00:00:00Z\",\"expiresAt\":\"2027-01-01T00:00:00Z\","
                + "\"adminEmail\":\"admin@host.example\"}";
    }

    @Override
    public void close() {
        service.close();
        oidc.close();
        database.close();
    }
}
