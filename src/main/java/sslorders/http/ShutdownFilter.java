package sslorders.http;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import sslorders.error.Detail;
import sslorders.error.ServiceException;

/**
 * Rejects new requests during graceful shutdown. Without this filter, the server would accept requests until the shutdown timeout
 * and then abort the requests in progress.
 */
@ApplicationScoped
class ShutdownFilter {
    private final InstantSource clock;
    private final Duration delay;
    private volatile Instant closes = Instant.MAX;

    /** @param delay the time for which requests are still accepted after SIGTERM, while load balancers remove the replica */
    ShutdownFilter(InstantSource clock, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.clock = clock;
        this.delay = delay.orElse(Duration.ZERO);
    }

    void shutdownStarted(@Observes ShutdownDelayInitiatedEvent shutdown) {
        closes = clock.instant().plus(delay);
    }

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.SHUTDOWN)
    void check() {
        if (!clock.instant().isBefore(closes)) {
            throw ServiceException.unavailable(Detail.SHUTTING_DOWN);
        }
    }
}
