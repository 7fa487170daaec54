package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HttpServerReadinessTest {
    private final HttpServerReadiness readiness = new HttpServerReadiness();

    @Test
    void replicaIsReadyOnceTheHttpServerListens() {
        assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);

        readiness.httpStarted(new HttpServerStart(new HttpServerOptions()));

        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    }
}
