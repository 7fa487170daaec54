package sslorders.order;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip data (RFC 1952) of one or more members from an untrusted client. {@link java.util.zip.GZIPInputStream} is not
 * suitable: it recursively reads any number of headers and empty members, and accepts a body that is truncated between two members.
 */
final class GzipInput extends InputStream {
    private static final int BUFFER = 16 * 1024;
    private static final int MAGIC = 0x8b1f;
    private static final int DEFLATE = 8;
    private static final int HAS_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final Progress progress;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;
    private boolean isOver;

    /** @param progress limits the compressed bytes that produce no output */
    GzipInput(InputStream in, Progress progress) {
        this.in = in;
        this.progress = progress;
    }

    /**
     * Reads the header of the first member. It must be called before any other read.
     *
     * @throws ZipException if the input is not gzip data
     * @throws EOFException if the input ends inside the header
     * @throws Progress.LimitException if the header is too long
     */
    void begin() throws IOException {
        header(next());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!isOver) {
            int inflated = inflate(target, offset, length);
            if (inflated > 0) {
                return inflated;
            }
            if (inflater.finished()) {
                trailer();
                isOver = !beginsMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("gzip does not allow a preset dictionary");
            } else if (position == end && !fill()) {
                throw new EOFException("unexpected end of the compressed data");
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        inflater.setInput(buffer, position, end - position);
        try {
            int inflated = inflater.inflate(target, offset, length);
            int consumed = end - position - inflater.getRemaining();
            position += consumed;
            progress.read(Math.max(0, consumed - inflated));
            checksum.update(target, offset, inflated);
            return inflated;
        } catch (DataFormatException damaged) {
            throw new ZipException(damaged.getMessage());
        }
    }

    @Override
    public int available() throws IOException {
        return isOver ? 0 : Math.max(end - position, in.available());
    }

    /** Releases the inflater. The input stays open, because closing it would read the rest of the request. */
    @Override
    public void close() {
        isOver = true;
        inflater.end();
    }

    /** Returns whether another member follows. Zeros after the last member are padding. */
    private boolean beginsMember() throws IOException {
        int first = 0;
        while (first == 0) {
            if (position == end && !fill()) {
                return false;
            }
            first = next();
        }
        header(first);
        return true;
    }

    private void header(int first) throws IOException {
        if ((first | next() << 8) != MAGIC || next() != DEFLATE) {
            throw new ZipException("not in gzip format");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("reserved flags are set");
        }
        // Modification time, extra flags and operating system.
        skip(6);
        if ((flags & HAS_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        checksum.reset();
    }

    private void trailer() throws IOException {
        long sum = littleEndian();
        long length = littleEndian();
        if (sum != checksum.getValue() || length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("checksum mismatch");
        }
    }

    private long littleEndian() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        int letter = next();
        while (letter != 0) {
            letter = next();
        }
    }

    /** Returns the next byte outside the compressed data. Such bytes produce no output. */
    private int next() throws IOException {
        if (position == end && !fill()) {
            throw new EOFException("unexpected end of a header or trailer");
        }
        progress.read(1);
        return buffer[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
