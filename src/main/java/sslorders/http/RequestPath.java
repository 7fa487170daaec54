package sslorders.http;

import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Whether requests get a thread: the event loops that read them, and the scheduler of the virtual threads that run them. Each
 * check gives both a trivial task and looks at those of the checks before, so that it waits for nothing.
 */
@Liveness
@ApplicationScoped
@Startup
class RequestPath implements HealthCheck {
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final Map<String, Probe> probes = new LinkedHashMap<>();

    @Inject
    RequestPath(LivenessConfig config, Vertx vertx) {
        this(config.timeout(), executors(vertx), System::nanoTime);
    }

    /**
     * @param executors what requests run on, by name
     * @param nanoTime the time as of {@link System#nanoTime()}
     */
    RequestPath(Duration timeout, Map<String, Executor> executors, LongSupplier nanoTime) {
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        executors.forEach((name, executor) -> probes.put(name, new Probe(executor)));
    }

    private static Map<String, Executor> executors(Vertx vertx) {
        Map<String, Executor> executors = new LinkedHashMap<>();
        // Not an executor of Quarkus: all virtual threads have the one scheduler.
        executors.put("virtual threads", Thread::startVirtualThread);
        int number = 0;
        for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
            executors.put("event loop " + number++, loop);
        }
        return executors;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Request path").up();
        probes.forEach((name, probe) -> {
            Duration waits = probe.waits(nanoTime.getAsLong());
            if (waits.compareTo(timeout) > 0) {
                response.down().withData(name, "a task has waited for " + waits.toSeconds() + " s");
            }
        });
        return response.build();
    }

    /** One task at a time, so that an executor that is stuck does not collect them. */
    private static final class Probe {
        private final Executor executor;
        private long since;
        private boolean isWaiting;

        Probe(Executor executor) {
            this.executor = executor;
        }

        /** How long the task has waited; a new one is given if it was executed. */
        synchronized Duration waits(long now) {
            if (isWaiting) {
                return Duration.ofNanos(now - since);
            }
            isWaiting = true;
            since = now;
            executor.execute(this::executed);
            return Duration.ZERO;
        }

        private synchronized void executed() {
            isWaiting = false;
        }
    }
}
