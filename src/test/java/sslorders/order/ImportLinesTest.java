package sslorders.order;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportLinesTest {
    private static final int LONGEST = 1000;
    private static final int LIMIT = 16_000;

    private final AtomicLong now = new AtomicLong();

    @ParameterizedTest
    @ValueSource(strings = {"\n", " \n", "\r\n", "\t", " ", "x"})
    void endlessLineIsRejected(String repeated) throws IOException {
        ImportLines lines = lines("a\nb\n" + repeated.repeat(100_000));
        lines.next();
        lines.next();

        assertThatThrownBy(lines::next)
                .isInstanceOf(Progress.LimitException.class)
                .hasMessageContaining("16000");
    }

    @Test
    void blankLineLimitRestartsAfterEachLine() throws IOException {
        ImportLines lines = lines(("\n".repeat(15_000) + "a\n").repeat(10));

        for (int i = 1; i <= 10; i++) {
            assertThat(lines.next().orElseThrow().number()).isEqualTo(15_001L * i);
        }
        assertThat(lines.next()).isEmpty();
    }

    @Test
    void tooLongLineHasNoText() throws IOException {
        ImportLines lines = lines("x".repeat(15_000) + "\nb\n");

        assertThat(lines.next().orElseThrow().text()).isEmpty();
        assertThat(lines.next().orElseThrow().text()).contains(new byte[] {'b'});
    }

    @Test
    void slowLineIsRejectedAfterTimeout() {
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                now.addAndGet(Duration.ofSeconds(20).toNanos());
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                target[offset] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> lines(slow).next())
                .isInstanceOf(Progress.LimitException.class)
                .hasMessageContaining("60 seconds");
    }

    private ImportLines lines(String text) {
        return lines(new ByteArrayInputStream(text.getBytes(US_ASCII)));
    }

    private ImportLines lines(InputStream in) {
        return new ImportLines(in, LONGEST, new Progress(LIMIT, Duration.ofMinutes(1), now::get));
    }
}
