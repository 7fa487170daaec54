package sslorders.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A CA with the dialect {@code rest} that sends a fixed text as response to each call, or accepts connections and
 * sends nothing.
 */
final class RawCa implements AutoCloseable {
    static final String ACCEPTED = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
    /** The rest of the body is never sent. */
    static final String STOPS = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"reference\":";

    static final String REJECTED = "HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    /** It does not even respond to a TLS handshake. */
    static final String SILENCE = "";

    private final ServerSocket server;
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile String response;

    RawCa(String response) {
        this.response = response;
        try {
            server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns the number of calls, counted by their heads. */
    int calls() {
        return calls.get();
    }

    void respond(String text) {
        response = text;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The server was closed.
        }
    }

    private void serve(Socket connection) {
        try {
            if (response.isEmpty()) {
                return;
            }
            var reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {}
            calls.incrementAndGet();
            connection.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
            if (!response.equals(STOPS)) {
                connection.shutdownOutput();
            }
        } catch (IOException gone) {
            // The service may close a connection at any time.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
