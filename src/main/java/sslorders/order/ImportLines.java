package sslorders.order;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** The lines of an import, read one after the other with a bound on each, however many there are. */
final class ImportLines {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int longest;
    private final Progress progress;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;

    /** The line that is being read; one array for all, since an import may have more blank lines than others. */
    private byte[] line = new byte[512];

    private int length;
    private long number;

    /**
     * @param longest bytes that a line may have
     * @param progress bounds blank lines, and what is read of a line that is too long
     */
    ImportLines(InputStream in, int longest, Progress progress) {
        this.in = in;
        this.longest = longest;
        this.progress = progress;
    }

    /**
     * A line without its end.
     *
     * @param number from 1
     * @param text nothing if it is longer than it may be
     */
    record Line(long number, Optional<byte[]> text) {}

    /**
     * The next line that is not blank, or nothing at the end. Blocks until it has come.
     *
     * @throws Progress.LimitException if it does not come soon enough
     */
    Optional<Line> next() throws IOException {
        progress.made();
        while (true) {
            length = 0;
            boolean isOver = !readLine();
            if (isOver && length == 0) {
                return Optional.empty();
            }
            number++;
            if (length > longest) {
                return Optional.of(new Line(number, Optional.empty()));
            }
            if (!isBlank()) {
                return Optional.of(new Line(number, Optional.of(Arrays.copyOf(line, length))));
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
    private boolean readLine() throws IOException {
        while (position < end || fill()) {
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            keep(from, Math.min(position - from, longest + 1 - length));
            boolean isOver = position < end;
            if (isOver) {
                position++;
            }
            progress.read(position - from);
            if (isOver) {
                return true;
            }
        }
        return false;
    }

    private void keep(int from, int more) {
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.min(longest + 1, Math.max(length + more, 2 * line.length)));
        }
        System.arraycopy(buffer, from, line, length, more);
        length += more;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
