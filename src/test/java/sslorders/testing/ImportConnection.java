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
 * An import whose results are read while it is being sent; by hand, since the JDK's client reads no answer before it has sent
 * all. One thread may send and another read.
 */
public final class ImportConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private BufferedReader results;

    /** Begins an import. */
    public ImportConnection(URI address, String token) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream());
        write("POST /ssl/orders/import HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /** Sends a line, or several of plain ASCII, the last one without its end. */
    public void send(String lines) throws IOException {
        write(Integer.toHexString(lines.length() + 1) + "\r\n" + lines + "\n\r\n");
    }

    /** Says that there are no more lines. */
    public void finish() throws IOException {
        write("0\r\n\r\n");
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Waits for the next result; nothing if the answer has ended in order instead.
     *
     * @throws EOFException if it is cut off
     */
    public Optional<String> result() throws IOException {
        if (results == null) {
            while (!headLine().isEmpty()) {}
            results = new BufferedReader(new InputStreamReader(new Chunks(), StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(results.readLine());
    }

    /** Goes away, wherever the import is, and waits until the service knows of it. */
    public void leave() throws IOException {
        socket.shutdownOutput();
        while (in.read() >= 0) {}
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String headLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = in.read(); letter != '\n'; letter = in.read()) {
            if (letter < 0) {
                throw new EOFException("the answer was cut off");
            }
            line.append((char) letter);
        }
        return line.toString().strip();
    }

    /** The body of a chunked answer. */
    private final class Chunks extends InputStream {
        private int left;
        private boolean isOver;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0 && !isOver) {
                left = Integer.parseInt(headLine(), 16);
                isOver = left == 0;
            }
            if (isOver) {
                return -1;
            }
            int read = in.read(buffer, offset, Math.min(length, left));
            if (read < 0) {
                throw new EOFException("the answer was cut off");
            }
            left -= read;
            if (left == 0) {
                headLine();
            }
            return read;
        }
    }
}
