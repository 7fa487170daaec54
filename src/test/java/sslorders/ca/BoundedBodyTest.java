package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void aBodyUpToTheLimitIsReadWhole() {
        assertThat(BoundedBody.read(new ByteArrayInputStream(new byte[100]), 100, LONG))
                .hasValueSatisfying(body -> assertThat(body).hasSize(100));
    }

    @Test
    void aBodyBeyondTheLimitIsGivenUpSoonAfterIt() {
        AtomicInteger asked = new AtomicInteger();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                asked.incrementAndGet();
                return 0;
            }
        };

        assertThat(BoundedBody.read(endless, 100, LONG)).isEmpty();
        assertThat(asked.get()).isLessThan(20_000);
    }

    @Test
    void aBodyThatTakesTooLongIsGivenUp() {
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return 1;
            }
        };

        assertThat(BoundedBody.read(slow, Integer.MAX_VALUE, Duration.ofNanos(1)))
                .isEmpty();
    }

    @Test
    void aBodyThatIsCutIsGivenUp() {
        InputStream cut = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }
        };

        assertThat(BoundedBody.read(cut, 100, LONG)).isEmpty();
    }

    @Test
    void noBodyIsAnEmptyOne() {
        assertThat(BoundedBody.read(null, 100, LONG))
                .hasValueSatisfying(body -> assertThat(body).isEmpty());
    }
}
