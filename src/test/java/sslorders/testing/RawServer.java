package sslorders.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * A server that runs a script on each connection. After the script, the server sends nothing more, and keeps the connection
 * open until the client closes it.
 */
public final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final String scheme;
    private final Script script;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    /** The behavior of the server on one connection. It ends if the socket fails. */
    @FunctionalInterface
    public interface Script {
        void play(Connection connection) throws IOException;
    }

    public RawServer(Script script) {
        this("http", ServerSocketFactory.getDefault(), script);
    }

    /**
     * @param scheme the scheme of {@link #url}
     * @param sockets creates the server socket, with or without TLS
     * @param script the behavior on each connection
     */
    public RawServer(String scheme, ServerSocketFactory sockets, Script script) {
        this.scheme = scheme;
        this.script = script;
        try {
            server = sockets.createServerSocket(0, 1024, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Returns a complete response. */
    public static String reply(int status, String body) {
        return head(status, "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length) + body;
    }

    /** Returns a status line with one header. */
    public static String head(int status, String header) {
        return "HTTP/1.1 " + status + " Reason\r\n" + header + "\r\n\r\n";
    }

    public String url() {
        return scheme + "://localhost:" + server.getLocalPort();
    }

    /** Returns all connections since the start. */
    public List<Connection> connections() {
        return connections;
    }

    /** Returns whether all connections are closed. */
    public boolean isLeft() {
        return connections.stream().allMatch(Connection::isClosed);
    }

    private void accept() {
        try {
            while (true) {
                Connection connection = new Connection(server.accept());
                connections.add(connection);
                Thread.ofVirtual().start(() -> connection.serve(script));
            }
        } catch (IOException closed) {
            // The server was closed.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Connection connection : connections) {
                connection.socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection of a client. */
    public static final class Connection {
        private final Socket socket;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private volatile boolean closed;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        private void serve(Script script) {
            try {
                script.play(this);
                while (read() >= 0) {}
            } catch (IOException disconnected) {
                // Treated as closed.
            } finally {
                closed = true;
            }
        }

        /** Waits for a complete request and returns it. */
        public String request() throws IOException {
            int from = received.size();
            while (true) {
                String request = text().substring(from);
                int head = request.indexOf("\r\n\r\n");
                if (head >= 0 && request.length() >= head + 4 + contentLength(request.substring(0, head))) {
                    return request;
                }
                if (read() < 0) {
                    throw new IOException("no request");
                }
            }
        }

        public void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Sends the text repeatedly until the client disconnects. */
        public void drip(String text) throws IOException {
            while (true) {
                send(text);
                socket.setSoTimeout(20);
                try {
                    if (read() < 0) {
                        throw new IOException("closed");
                    }
                } catch (SocketTimeoutException stillThere) {
                    // The client is still connected.
                }
            }
        }

        public void close() throws IOException {
            socket.close();
        }

        /** Closes the connection by RST. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Returns all received bytes as ISO-8859-1 text. */
        public String text() {
            return received.toString(StandardCharsets.ISO_8859_1);
        }

        /** Returns whether the client or the server has closed the connection. */
        public boolean isClosed() {
            return closed;
        }

        private int read() throws IOException {
            byte[] buffer = new byte[8192];
            InputStream in = socket.getInputStream();
            int read = in.read(buffer);
            if (read > 0) {
                received.write(buffer, 0, read);
            }
            return read;
        }

        private static int contentLength(String head) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
        }
    }
}
