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
 * Reports the replica as not live if requests get no thread. Requests need an event loop that reads them and a virtual thread
 * that handles them. Each call submits a trivial task to each executor and evaluates the task of the previous call, so that the
 * call itself does not wait.
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
     * Creates a check of the given executors.
     *
     * @param executors the executors that requests run on, by name
     * @param nanoTime a clock with the semantics of {@link System#nanoTime()}
     */
    RequestPath(Duration timeout, Map<String, Executor> executors, LongSupplier nanoTime) {
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        executors.forEach((name, executor) -> probes.put(name, new Probe(executor)));
    }

    private static Map<String, Executor> executors(Vertx vertx) {
        Map<String, Executor> executors = new LinkedHashMap<>();
        // No executor of Quarkus is needed, since all virtual threads share one scheduler.
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
            Duration wait = probe.currentWait(nanoTime.getAsLong());
            if (wait.compareTo(timeout) > 0) {
                response.down().withData(name, "a task has waited for " + wait.toSeconds() + " s");
            }
        });
        return response.build();
    }

    /** Submits one task at a time, so that tasks do not accumulate in a blocked executor. */
    private static final class Probe {
        private final Executor executor;
        private long since;
        private boolean isWaiting;

        Probe(Executor executor) {
            this.executor = executor;
        }

        /** Returns the wait of the current task. Submits a new task if the previous one was executed. */
        synchronized Duration currentWait(long now) {
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
