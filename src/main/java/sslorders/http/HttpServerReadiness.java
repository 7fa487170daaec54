package sslorders.http;

import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports the replica as ready only after the port of the API is open. The port of the health endpoints can open earlier. Without
 * this check, a load balancer could send requests to a closed port.
 */
@Readiness
@ApplicationScoped
class HttpServerReadiness implements HealthCheck {
    private volatile boolean isListening;

    void httpStarted(@ObservesAsync HttpServerStart http) {
        isListening = true;
    }

    void httpsStarted(@ObservesAsync HttpsServerStart https) {
        isListening = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Listening").status(isListening).build();
    }
}
