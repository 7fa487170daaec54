package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class RequestPathTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong();
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @Test
    void responsiveExecutorsAreUp() {
        RequestPath path = path(Runnable::run);

        for (int i = 0; i < 3; i++) {
            assertThat(path.call().getStatus()).isEqualTo(Status.UP);
            pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void blockedExecutorIsDownUntilTaskRuns() {
        RequestPath path = path(waiting::add);
        assertThat(path.call().getStatus()).isEqualTo(Status.UP);
        pass(TIMEOUT);
        assertThat(path.call().getStatus()).isEqualTo(Status.UP);
        pass(Duration.ofSeconds(1));

        HealthCheckResponse starved = path.call();

        assertThat(starved.getStatus()).isEqualTo(Status.DOWN);
        assertThat(starved.getData().orElseThrow()).containsOnlyKeys("virtual threads");
        assertThat(waiting)
                .as("no second task is submitted while one is waiting")
                .hasSize(1);
        waiting.remove().run();
        assertThat(path.call().getStatus()).isEqualTo(Status.UP);
    }

    private RequestPath path(Executor virtualThreads) {
        return new RequestPath(
                TIMEOUT, Map.of("virtual threads", virtualThreads, "event loop 0", Runnable::run), now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
