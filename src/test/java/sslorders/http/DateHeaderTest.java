package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DateHeaderTest {
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-05T09:03:07.999Z"));
    private final DateHeader header = new DateHeader(time::get);

    @Test
    void dateHasHttpFormat() {
        assertThat(header.now()).isEqualTo("Thu, 05 Nov 2026 09:03:07 GMT");
    }

    @Test
    void dateFollowsTheClock() {
        header.now();
        time.set(Instant.parse("2026-11-05T09:03:08Z"));
        assertThat(header.now()).isEqualTo("Thu, 05 Nov 2026 09:03:08 GMT");
    }
}
