package sslorders.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections of misbehaving clients. They write and read only when a test requests it. */
final class Sockets implements AutoCloseable {
    private static final int SMALL = 4096;

    private final int port;
    private final List<Socket> open = new ArrayList<>();

    Sockets(int port) {
        this.port = port;
    }

    /** Opens a connection with a small receive buffer. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        open.add(socket);
        return socket;
    }

    /** Writes to a connection; returns false if it is closed. */
    static boolean write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Writes to all connections. */
    void writeToAll(String text) {
        open.forEach(socket -> write(socket, text));
    }

    static String get(String path, String token) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    }

    /** Returns the status line of the next response; empty if the connection is closed. */
    static String statusLine(Socket socket) {
        StringBuilder line = new StringBuilder();
        try {
            for (int letter = socket.getInputStream().read();
                    letter >= 0 && letter != '\n';
                    letter = socket.getInputStream().read()) {
                line.append((char) letter);
            }
        } catch (IOException closed) {
            return "";
        }
        return line.toString().strip();
    }

    /** Returns the number of connections that the server has not closed. */
    long alive() {
        return open.stream().filter(socket -> !isClosed(socket)).count();
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException silent) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }
}
