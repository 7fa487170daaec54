package sslorders.hostile;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** HTTP/2 streams that begin a body and never end it, on many connections with TLS. */
final class Http2Flood implements AutoCloseable {
    private static final int STREAMS = 100;
    private static final Buffer BEGINNING = Buffer.buffer("x".repeat(600));

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient http;
    private final int port;
    private final Map<Integer, AtomicInteger> responses = new ConcurrentHashMap<>();

    Http2Flood(int port, int connections) {
        this.port = port;
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setUseAlpn(true)
                        .setSsl(true)
                        .setTrustAll(true)
                        .setVerifyHost(false)
                        .setConnectTimeout(30_000)
                        .setHttp2MultiplexingLimit(STREAMS),
                new PoolOptions().setHttp2MaxSize(connections));
    }

    void start(int streams) {
        for (int i = 0; i < streams; i++) {
            http.request(HttpMethod.PUT, port, "localhost", "/ssl/orders/" + i).onSuccess(request -> {
                request.setChunked(true).putHeader("Content-Type", "application/json");
                request.response()
                        .onComplete(response ->
                                count(response.succeeded() ? response.result().statusCode() : 0));
                request.write(BEGINNING);
            });
        }
    }

    private void count(int status) {
        responses.computeIfAbsent(status, code -> new AtomicInteger()).incrementAndGet();
    }

    int responses() {
        return responses.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    @Override
    public String toString() {
        return responses.toString();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
