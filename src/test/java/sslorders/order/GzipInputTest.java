package sslorders.order;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipInputTest {
    private static final int LIMIT = 1024 * 1024;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};

    /** An empty stored block that is not the last block. */
    private static final byte[] EMPTY_BLOCK = {0, 0, 0, (byte) 0xff, (byte) 0xff};

    private final AtomicLong now = new AtomicLong();

    @Test
    void allGzipMembersAreRead() throws IOException {
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);

        assertThat(decompressed(concatenate(gzip("a\n".getBytes(US_ASCII)), gzip(new byte[0]), gzip(large))))
                .isEqualTo(concatenate("a\n".getBytes(US_ASCII), large));
    }

    @Test
    void optionalHeaderFieldsAreSkipped() throws IOException {
        byte[] plain = gzip("a".getBytes(US_ASCII));
        byte[] header = {0x1f, (byte) 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 0, 2, 0, 'x', 'x', 'n', 0, 'c', 0, 9, 9};

        assertThat(decompressed(concatenate(header, Arrays.copyOfRange(plain, HEADER.length, plain.length))))
                .isEqualTo("a".getBytes(US_ASCII));
    }

    @Test
    void zeroBytesAfterLastMemberArePadding() throws IOException {
        assertThat(decompressed(concatenate(gzip("a".getBytes(US_ASCII)), new byte[1000])))
                .isEqualTo("a".getBytes(US_ASCII));
    }

    @Test
    void truncatedInputIsDetected() throws IOException {
        byte[] complete = concatenate(gzip("a\n".getBytes(US_ASCII)), gzip("b\n".getBytes(US_ASCII)));
        int first = complete.length / 2;

        for (int length = 0; length < complete.length; length++) {
            byte[] truncated = Arrays.copyOf(complete, length);
            if (length == first) {
                assertThat(decompressed(truncated)).isEqualTo("a\n".getBytes(US_ASCII));
            } else {
                assertThatThrownBy(() -> decompressed(truncated))
                        .as("truncated after %d", length)
                        .isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void corruptedInputIsDetected() throws IOException {
        byte[] complete = gzip("some line\n".getBytes(US_ASCII));
        for (int i = 0; i < complete.length; i++) {
            // Bytes 3 to 9 (flags, time, level, operating system) may have other values.
            if (i < 3 || i > 9) {
                byte[] corrupted = complete.clone();
                corrupted[i] ^= 0x55;
                assertThatThrownBy(() -> decompressed(corrupted))
                        .as("at %d", i)
                        .isInstanceOfAny(ZipException.class, EOFException.class);
            }
        }
        assertThatThrownBy(() -> decompressed(concatenate(complete, "garbage".getBytes(US_ASCII))))
                .isInstanceOf(ZipException.class);
    }

    @Test
    void endlessHeaderNameOrCommentIsRejected() {
        for (int flag : new int[] {8, 16}) {
            byte[] header = HEADER.clone();
            header[3] = (byte) flag;

            assertLimited(header, new byte[] {'x'});
        }
    }

    @Test
    void endlessEmptyMembersAreRejected() throws IOException {
        assertLimited(new byte[0], gzip(new byte[0]));
    }

    @Test
    void endlessExtraFieldsAreRejected() throws IOException {
        byte[] plain = gzip(new byte[0]);
        byte[] header = {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

        assertLimited(
                new byte[0],
                concatenate(header, new byte[0xffff], Arrays.copyOfRange(plain, HEADER.length, plain.length)));
    }

    @Test
    void endlessEmptyBlocksAreRejected() {
        assertLimited(HEADER, EMPTY_BLOCK);
    }

    @Test
    void endlessPaddingIsRejected() throws IOException {
        assertLimited(gzip("a".getBytes(US_ASCII)), new byte[1]);
    }

    @Test
    void slowHeaderIsRejectedAfterTimeout() {
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                now.addAndGet(Duration.ofSeconds(7).toNanos());
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                target[offset] = (byte) read();
                return 1;
            }
        };
        byte[] header = HEADER.clone();
        header[3] = 8;

        assertThatThrownBy(() -> decompressed(new SequenceInputStream(new ByteArrayInputStream(header), slow)))
                .isInstanceOf(Progress.LimitException.class)
                .hasMessageContaining("60 seconds");
    }

    private void assertLimited(byte[] start, byte[] repeated) {
        Repeated endless = new Repeated(repeated);

        assertThatThrownBy(() -> decompressed(new SequenceInputStream(new ByteArrayInputStream(start), endless)))
                .isInstanceOf(Progress.LimitException.class)
                .hasMessageContaining(String.valueOf(LIMIT));
        assertThat(endless.read).isLessThan(2L * LIMIT);
    }

    private byte[] decompressed(byte[] compressed) throws IOException {
        return decompressed(new ByteArrayInputStream(compressed));
    }

    private byte[] decompressed(InputStream compressed) throws IOException {
        try (GzipInput input = new GzipInput(compressed, new Progress(LIMIT, Duration.ofMinutes(1), now::get))) {
            input.begin();
            return input.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        return compressed.toByteArray();
    }

    private static byte[] concatenate(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** An endless stream that repeats the same bytes. */
    private static final class Repeated extends InputStream {
        private final byte[] bytes;
        private long read;

        Repeated(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes[(int) (read++ % bytes.length)] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) read();
            }
            return length;
        }
    }
}
