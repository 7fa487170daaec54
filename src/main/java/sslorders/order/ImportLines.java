package sslorders.order;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads the lines of an import one by one. The length of each line is limited, but the number of lines is not. */
final class ImportLines {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int longest;
    private final Progress progress;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;

    /** The current line. The array is reused, because an import may consist mostly of blank lines. */
    private byte[] line = new byte[512];

    private int length;
    private long number;

    /**
     * @param longest the maximum length of a line in bytes
     * @param progress limits the bytes of blank and overlong lines
     */
    ImportLines(InputStream in, int longest, Progress progress) {
        this.in = in;
        this.longest = longest;
        this.progress = progress;
    }

    /**
     * A line.
     *
     * @param number the line number, from 1
     * @param text the line without its terminator; empty if it is too long
     */
    record Line(long number, Optional<byte[]> text) {}

    /**
     * Returns the next line that is not blank; empty at the end of the input. Blocks until the line has arrived.
     *
     * @throws Progress.LimitException if the input up to the end of the line exceeds the byte limit or the time limit
     */
    Optional<Line> next() throws IOException {
        progress.reset();
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

    /** Returns the number of the last line that was read; 0 before the first line. */
    long number() {
        return number;
    }

    /** Returns whether more input is available without blocking. */
    boolean hasMoreAvailable() throws IOException {
        return position < end || in.available() > 0;
    }

    /**
     * Reads one line. Returns false at the end of the input. Buffers at most {@code longest + 1} bytes, so that an overlong line is
     * detected.
     */
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
