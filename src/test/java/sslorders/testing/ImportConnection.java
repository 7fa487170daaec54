package sslorders.testing;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An import whose results are read while its lines are sent. It uses a socket, because the HTTP client of the JDK reads no
 * response before it has sent the whole request. One thread may send while another thread reads.
 */
public final class ImportConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private BufferedReader results;

    /** Connects and sends the request headers. */
    public ImportConnection(URI address, String token) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream());
        write("POST /ssl/orders/import HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /** Sends one or more lines of ASCII text. The last line is given without a line break. */
    public void send(String lines) throws IOException {
        write(Integer.toHexString(lines.length() + 1) + "\r\n" + lines + "\n\r\n");
    }

    /** Ends the request body. */
    public void finish() throws IOException {
        write("0\r\n\r\n");
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Waits for the next result. Returns empty at the end of the response.
     *
     * @throws EOFException if the connection is closed before the end of the response
     */
    public Optional<String> result() throws IOException {
        if (results == null) {
            while (!headLine().isEmpty()) {}
            results = new BufferedReader(new InputStreamReader(new Chunks(), StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(results.readLine());
    }

    /** Closes the sending side, and waits until the service closes the connection. */
    public void disconnect() throws IOException {
        socket.shutdownOutput();
        while (in.read() >= 0) {}
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String headLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int character = in.read(); character != '\n'; character = in.read()) {
            if (character < 0) {
                throw new EOFException("the response is incomplete");
            }
            line.append((char) character);
        }
        return line.toString().strip();
    }

    /** Decodes the chunked response body. */
    private final class Chunks extends InputStream {
        private int remaining;
        private boolean isAtEnd;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (remaining == 0 && !isAtEnd) {
                remaining = Integer.parseInt(headLine(), 16);
                isAtEnd = remaining == 0;
            }
            if (isAtEnd) {
                return -1;
            }
            int read = in.read(buffer, offset, Math.min(length, remaining));
            if (read < 0) {
                throw new EOFException("the response is incomplete");
            }
            remaining -= read;
            if (remaining == 0) {
                headLine();
            }
            return read;
        }
    }
}
