package sslorders.http;

import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the API can be reached. Its health has a port of its own, which may be open before: without this a replica
 * could be given requests that are refused.
 */
@Readiness
@ApplicationScoped
class HttpServerReadiness implements HealthCheck {
    private volatile boolean begun;

    void begin(@ObservesAsync HttpServerStart http) {
        begun = true;
    }

    void begin(@ObservesAsync HttpsServerStart https) {
        begun = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Listening").status(begun).build();
    }
}
