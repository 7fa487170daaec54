package sslorders.ca;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Reads what a CA replied, but neither without end nor for ever. */
public final class BoundedBody {

    private BoundedBody() {}

    /**
     * The whole body; nothing if it was cut, has more than {@code limit} bytes or took longer than {@code time}.
     *
     * <p>A body that is given up is not closed but left where it is: to close it would be to read the rest of it. The
     * client cuts the connection when its read timeout has passed without a byte taken.
     *
     * @param body null counts as empty
     * @param time checked between two reads, each of which is bounded by the client's own read timeout
     */
    public static Optional<byte[]> read(InputStream body, int limit, Duration time) {
        if (body == null) {
            return Optional.of(new byte[0]);
        }
        long start = System.nanoTime();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        try {
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                whole.write(chunk, 0, read);
                if (whole.size() > limit || System.nanoTime() - start > time.toNanos()) {
                    return Optional.empty();
                }
            }
            return Optional.of(whole.toByteArray());
        } catch (IOException cut) {
            return Optional.empty();
        }
    }
}
