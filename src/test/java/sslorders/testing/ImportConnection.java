package sslorders.testing;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An import that is sent line by line, as the test goes on; by hand, since the JDK's client reads no answer before it has sent
 * all.
 */
public final class ImportConnection implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answer;

    /** Begins an import. */
    public ImportConnection(URI address, String token) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(10_000);
        answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        write("POST /ssl/orders/import HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /** Sends a line. */
    public void send(String line) throws IOException {
        write(Integer.toHexString(line.length() + 1) + "\r\n" + line + "\n\r\n");
    }

    /** Says that there are no more lines. */
    public void finish() throws IOException {
        write("0\r\n\r\n");
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Waits for the next result; nothing if the answer has ended in order instead. */
    public Optional<String> result() throws IOException {
        for (String line = answer.readLine(); line != null; line = answer.readLine()) {
            if (line.contains("\"result\"")) {
                return Optional.of(line);
            }
            if (line.equals("0")) {
                return Optional.empty();
            }
        }
        throw new EOFException("the answer was cut off");
    }

    /** Goes away, wherever the import is, and waits until the service knows of it. */
    public void leave() throws IOException {
        socket.shutdownOutput();
        while (answer.readLine() != null) {}
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
