package sslorders.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * A CA with the dialect {@code rest} that accepts every request, at once or after a fixed delay, and records its
 * response times.
 */
final class InstantCa implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpServer server;
    private volatile Latencies latencies = new Latencies();

    InstantCa(Duration pause) {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    long start = System.nanoTime();
                    HttpServerResponse response = request.response().setStatusCode(204);
                    Runnable answer = () -> {
                        response.end();
                        latencies.add(System.nanoTime() - start, true);
                    };
                    if (pause.isZero()) {
                        answer.run();
                    } else {
                        vertx.setTimer(pause.toMillis(), timer -> answer.run());
                    }
                })
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url() {
        return "http://localhost:" + server.actualPort();
    }

    /** Returns the response times since the last call of this method. */
    Latencies latencies() {
        Latencies sinceThen = latencies;
        latencies = new Latencies();
        return sinceThen;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
