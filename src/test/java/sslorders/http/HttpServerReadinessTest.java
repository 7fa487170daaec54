package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HttpServerReadinessTest {
    private final HttpServerReadiness listening = new HttpServerReadiness();

    @Test
    void aReplicaIsNotReadyBeforeItsApiCanBeReached() {
        assertThat(listening.call().getStatus()).isEqualTo(Status.DOWN);

        listening.httpStarted(new HttpServerStart(new HttpServerOptions()));

        assertThat(listening.call().getStatus()).isEqualTo(Status.UP);
    }
}
