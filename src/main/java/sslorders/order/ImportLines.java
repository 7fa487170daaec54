package sslorders.order;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of an import, read one after the other with a bound on each, however many there are. */
final class ImportLines {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;
    private long number;

    /**
     * @param longest bytes that a line may have
     */
    ImportLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * A line without its end.
     *
     * @param number from 1
     * @param text nothing if it is longer than it may be
     */
    record Line(long number, Optional<byte[]> text) {}

    /** The next line that is not blank, or nothing at the end. Blocks until it has come. */
    Optional<Line> next() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(512);
            boolean isOver = !readLine(line);
            if (isOver && line.size() == 0) {
                return Optional.empty();
            }
            number++;
            if (line.size() > longest) {
                return Optional.of(new Line(number, Optional.empty()));
            }
            byte[] text = line.toByteArray();
            if (!isBlank(text)) {
                return Optional.of(new Line(number, Optional.of(text)));
            }
        }
    }

    /** The number of the newest line; 0 before the first. */
    long number() {
        return number;
    }

    /** Whether more can be had without waiting for it. */
    boolean hasMoreAtHand() throws IOException {
        return position < end || in.available() > 0;
    }

    /** Reads to the end of the line, of which no more is kept than tells that it is too long; false at the end of all. */
    private boolean readLine(ByteArrayOutputStream line) throws IOException {
        while (position < end || fill()) {
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            line.write(buffer, from, Math.min(position - from, Math.max(0, longest + 1 - line.size())));
            if (position < end) {
                position++;
                return true;
            }
        }
        return false;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private static boolean isBlank(byte[] text) {
        for (byte letter : text) {
            if (letter != ' ' && letter != '\t' && letter != '\r') {
                return false;
            }
        }
        return true;
    }
}
