package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ClientStallTest {

    @Test
    void clientThatReadsNoResultsIsDisconnected() throws Exception {
        HttpConfig limits = new SmallRyeConfigBuilder()
                .withMapping(HttpConfig.class)
                .withConverter(Duration.class, 1000, new DurationConverter())
                .withDefaultValue("ssl-orders.http.import-stall", "50ms")
                .build()
                .getConfigMapping(HttpConfig.class);
        Vertx vertx = Vertx.vertx();
        try {
            ClientStall stall = new ClientStall(vertx, limits);
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request -> {
                        CountDownLatch closed = new CountDownLatch(1);
                        request.response().setChunked(true).closeHandler(gone -> closed.countDown());
                        vertx.executeBlocking(() -> {
                            stall.write(request, () -> request.response().write("read"));
                            stall.write(request, () -> await(closed));
                            return null;
                        });
                    })
                    .listen(0, "localhost")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            try (Socket socket = new Socket("localhost", server.actualPort())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

                String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

                assertThat(response).startsWith("HTTP/1.1 200").contains("read").doesNotEndWith("0\r\n\r\n");
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static void await(CountDownLatch closed) throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
