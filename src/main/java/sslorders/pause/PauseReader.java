package sslorders.pause;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import sslorders.config.ServiceMode;
import sslorders.database.DatabaseErrors;

/**
 * Reads the pauses from the database: at startup, before the first attempt, and then at the configured interval. While the database is
 * unavailable, the replica keeps the pauses that it read last.
 */
@Startup
@ApplicationScoped
class PauseReader {
    private static final Logger LOG = Logger.getLogger(PauseReader.class);

    private final PauseStore store;
    private final CaPauses pauses;
    private final Duration interval;
    private final ServiceMode mode;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ca-pauses").factory());
    private volatile boolean isFailing;

    PauseReader(PauseStore store, CaPauses pauses, PauseConfig config, ServiceMode mode) {
        this.store = store;
        this.pauses = pauses;
        this.interval = config.pollInterval();
        this.mode = mode;
    }

    /** Runs before the observers that start the relay. A replica does not start if it cannot read the pauses. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        if (!mode.isReplica()) {
            return;
        }
        read();
        thread.scheduleWithFixedDelay(this::poll, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /**
     * Replaces this replica's copy. Synchronized, so that a read that began before a change cannot replace the result of a read that
     * began after it.
     */
    synchronized void read() {
        pauses.replace(store.read());
    }

    /** Never throws, because the executor would then end the polling. */
    private void poll() {
        try {
            read();
            isFailing = false;
        } catch (RuntimeException failure) {
            if (!isFailing) {
                LOG.warnf("Cannot read the pauses of CAs, keeping the last ones: %s", DatabaseErrors.describe(failure));
            }
            isFailing = true;
        }
    }
}
