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
import sslorders.error.ServiceException;

/**
 * Takes no more requests once the service is ending. The server alone would go on taking them for as long as others are
 * being answered, and then cut off whatever it is at.
 */
@ApplicationScoped
class ShutdownFilter {
    private final InstantSource clock;
    private final Duration delay;
    private volatile Instant closes = Instant.MAX;

    /** @param delay how long requests are still taken after the end was asked for, while others learn of it */
    ShutdownFilter(InstantSource clock, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.clock = clock;
        this.delay = delay.orElse(Duration.ZERO);
    }

    void begin(@Observes ShutdownDelayInitiatedEvent ending) {
        closes = clock.instant().plus(delay);
    }

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.SHUTDOWN)
    void refuse() {
        if (!clock.instant().isBefore(closes)) {
            throw ServiceException.unavailable("The service instance is shutting down. Retry the request.");
        }
    }
}
