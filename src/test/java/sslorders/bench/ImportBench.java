package sslorders.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import sslorders.sandbox.CaStub;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;
import sslorders.sandbox.ServiceProcess;

/**
 * How many orders a second an import takes, and what memory the service has then: for 10 thousand, 100 thousand and 1 million
 * new orders of ten thousand accounts, and for a million once more, unchanged. {@code size} as a system property makes the
 * largest {@code 10m}.
 */
final class ImportBench implements AutoCloseable {
    private final EmbeddedDatabase database = EmbeddedDatabase.start();
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

    private void run(String name, int from, int count, Map<String, Object> result)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long taken = 0;
        URI address = URI.create(service.url());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            Thread sender = Thread.ofVirtual().start(() -> send(socket, from, count));
            Chunks chunks = new Chunks(new BufferedInputStream(socket.getInputStream()));
            BufferedReader results = new BufferedReader(new InputStreamReader(chunks, StandardCharsets.UTF_8));
            for (String line = results.readLine(); line != null; line = results.readLine()) {
                if (line.contains("\"created\"") || line.contains("\"unchanged\"")) {
                    taken++;
                }
            }
            sender.join();
        }
        if (taken != count) {
            throw new IllegalStateException(name + ": " + taken + " of " + count + " taken");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long rss = ProcessMemory.residentMiB(service.pid());
        System.out.printf(
                "%-22s %9d orders in %6.1f s: %8.0f a second, %4d MiB resident%n",
                name, count, seconds, count / seconds, rss);
        result.put(name, Map.of("orders", count, "seconds", seconds, "perSecond", count / seconds, "residentMiB", rss));
    }

    /** By hand, since the JDK's client reads no answer before it has sent all. */
    private void send(Socket socket, int from, int count) {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
            out.write(("POST /ssl/orders/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                            + "Authorization: Bearer " + oidc.token(null, "ssl-orders:capture")
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[32 * 1024];
            Lines lines = new Lines(from, count);
            for (int length = lines.read(chunk, 0, chunk.length);
                    length > 0;
                    length = lines.read(chunk, 0, chunk.length)) {
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(chunk, 0, length);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of a chunked answer. */
    private static final class Chunks extends InputStream {
        private final InputStream in;
        private int left;
        private boolean isOver;

        Chunks(InputStream in) throws IOException {
            this.in = in;
            while (!line().isEmpty()) {}
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int letter = in.read(); letter != '\n' && letter >= 0; letter = in.read()) {
                line.append((char) letter);
            }
            return line.toString().strip();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0 && !isOver) {
                left = Integer.parseInt(line(), 16);
                isOver = left == 0;
            }
            if (isOver) {
                return -1;
            }
            int read = in.read(buffer, offset, Math.min(length, left));
            left -= read;
            if (left == 0) {
                line();
            }
            return read;
        }
    }

    /** Lines as they are wanted, so that the client needs no memory for them either. */
    private static final class Lines extends InputStream {
        private final int end;
        private int next;
        private byte[] line = new byte[0];
        private int position;

        Lines(int from, int count) {
            this.next = from;
            this.end = from + count;
        }

        @Override
        public int read() {
            return fill() ? line[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (!fill()) {
                return -1;
            }
            int copied = 0;
            while (copied < length && fill()) {
                int part = Math.min(length - copied, line.length - position);
                System.arraycopy(line, position, buffer, offset + copied, part);
                position += part;
                copied += part;
            }
            return copied;
        }

        private boolean fill() {
            if (position == line.length && next < end) {
                int i = next++;
                line = ("{\"id\":\"" + i + "\",\"accountId\":\"account-" + i % 10_000 + "\",\"caOrderId\":\"CA-" + i
                                + "\",\"commonName\":\"host-" + i
                                + ".example\",\"certificateType\":\"domain-validated\",\"certificateAuthority\":\"alpha\","
                                + "\"status\":\"issued\",\"statusAsOf\":\"2026-11-22T08:00:00Z\","
                                + "\"orderedAt\":\"2026-01-01T00:00:00Z\",\"expiresAt\":\"2027-01-01T00:00:00Z\","
                                + "\"adminEmail\":\"admin@host.example\"}\n")
                        .getBytes(StandardCharsets.UTF_8);
                position = 0;
            }
            return position < line.length;
        }
    }

    @Override
    public void close() {
        service.close();
        oidc.close();
        database.close();
    }
}
