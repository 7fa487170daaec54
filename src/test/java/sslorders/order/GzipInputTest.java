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
    private static final int MOST = 1024 * 1024;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};

    /** A stored block of no bytes, which is not the last one. */
    private static final byte[] EMPTY_BLOCK = {0, 0, 0, (byte) 0xff, (byte) 0xff};

    private final AtomicLong now = new AtomicLong();

    @Test
    void contentOfAllMembersIsRead() throws IOException {
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);

        assertThat(decompressed(joined(gzip("a\n".getBytes(US_ASCII)), gzip(new byte[0]), gzip(large))))
                .isEqualTo(joined("a\n".getBytes(US_ASCII), large));
    }

    @Test
    void optionalPartsOfHeaderAreSkipped() throws IOException {
        byte[] plain = gzip("a".getBytes(US_ASCII));
        byte[] header = {0x1f, (byte) 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 0, 2, 0, 'x', 'x', 'n', 0, 'c', 0, 9, 9};

        assertThat(decompressed(joined(header, Arrays.copyOfRange(plain, HEADER.length, plain.length))))
                .isEqualTo("a".getBytes(US_ASCII));
    }

    @Test
    void zerosBehindTheLastMemberArePadding() throws IOException {
        assertThat(decompressed(joined(gzip("a".getBytes(US_ASCII)), new byte[1000])))
                .isEqualTo("a".getBytes(US_ASCII));
    }

    @Test
    void everyCutIsFound() throws IOException {
        byte[] whole = joined(gzip("a\n".getBytes(US_ASCII)), gzip("b\n".getBytes(US_ASCII)));
        int first = whole.length / 2;

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length == first) {
                assertThat(decompressed(cut)).isEqualTo("a\n".getBytes(US_ASCII));
            } else {
                assertThatThrownBy(() -> decompressed(cut))
                        .as("cut after %d", length)
                        .isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void damageIsFound() throws IOException {
        byte[] whole = gzip("some line\n".getBytes(US_ASCII));
        for (int i = 0; i < whole.length; i++) {
            // Flags, time, level and system may be others.
            if (i < 3 || i > 9) {
                byte[] damaged = whole.clone();
                damaged[i] ^= 0x55;
                assertThatThrownBy(() -> decompressed(damaged))
                        .as("at %d", i)
                        .isInstanceOfAny(ZipException.class, EOFException.class);
            }
        }
        assertThatThrownBy(() -> decompressed(joined(whole, "garbage".getBytes(US_ASCII))))
                .isInstanceOf(ZipException.class);
    }

    @Test
    void endlessNameOrCommentInHeaderIsLimited() {
        for (int flag : new int[] {8, 16}) {
            byte[] header = HEADER.clone();
            header[3] = (byte) flag;

            assertLimited(header, new byte[] {'x'});
        }
    }

    @Test
    void endlessMembersWithoutContentAreLimited() throws IOException {
        assertLimited(new byte[0], gzip(new byte[0]));
    }

    @Test
    void endlessExtraFieldsAreLimited() throws IOException {
        byte[] plain = gzip(new byte[0]);
        byte[] header = {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

        assertLimited(
                new byte[0], joined(header, new byte[0xffff], Arrays.copyOfRange(plain, HEADER.length, plain.length)));
    }

    @Test
    void endlessEmptyBlocksAreLimited() {
        assertLimited(HEADER, EMPTY_BLOCK);
    }

    @Test
    void endlessPaddingIsLimited() throws IOException {
        assertLimited(gzip("a".getBytes(US_ASCII)), new byte[1]);
    }

    @Test
    void slowHeaderIsLimitedInTime() {
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
                .hasMessageContaining(String.valueOf(MOST));
        assertThat(endless.read).isLessThan(2L * MOST);
    }

    private byte[] decompressed(byte[] compressed) throws IOException {
        return decompressed(new ByteArrayInputStream(compressed));
    }

    private byte[] decompressed(InputStream compressed) throws IOException {
        try (GzipInput input = new GzipInput(compressed, new Progress(MOST, Duration.ofMinutes(1), now::get))) {
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

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The same bytes again and again, without an end. */
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
