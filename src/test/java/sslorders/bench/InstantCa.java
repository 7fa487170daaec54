package sslorders.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** A CA that speaks {@code rest} and accepts whatever it is asked, at once or a fixed time later. It notes how long that took. */
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

    /** How long it took from a request to its answer, since this was last asked. */
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
