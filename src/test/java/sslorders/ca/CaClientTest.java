package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.testing.RawServer;

class CaClientTest {
    private final Vertx vertx = Vertx.vertx();
    private final RawServer server = new RawServer(connection -> connection.send(RawServer.reply(200, "{}")));
    private final CaClient client = new CaClient(
            new HttpTransport(
                    vertx,
                    new HttpClientOptions(),
                    URI.create(server.url()),
                    new Timeouts(Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(10)),
                    1,
                    1000,
                    "ssl-orders/1",
                    () -> Instant.EPOCH),
            Authorization.none(),
            new CallRate(Optional.empty()));

    @AfterEach
    void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void bugInAReadingCallIsNotExecuted() {
        Outcome outcome = client.read(CaRequest.get("history"), reply -> bug(), failed -> failed);

        assertThat(outcome).isEqualTo(new NotExecuted("read request failed", Optional.empty()));
    }

    @Test
    void bugInASendingCallIsThrown() {
        assertThatThrownBy(() -> client.call(CaRequest.post("resend"), reply -> bug()))
                .hasMessage("a bug");
    }

    private static Outcome bug() {
        throw new IllegalStateException("a bug");
    }
}
