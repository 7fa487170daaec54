package sslorders.hostile;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Many clients that list as fast as they get responses. A client pauses after a rejection; an attacker would not. */
final class Flood implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Target target;
    /** Responses by status; 0 counts connections that ended without a response. */
    private final Map<Integer, AtomicInteger> responses = new ConcurrentHashMap<>();

    private final AtomicLong longestRejectionNanos = new AtomicLong();

    Flood(Target target) {
        this.target = target;
    }

    /** Runs for a time, with a number of connections. */
    Flood lists(int connections, int limit, Duration time) throws InterruptedException {
        HttpClient http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(30_000), new PoolOptions().setHttp1MaxSize(connections));
        CountDownLatch ended = new CountDownLatch(connections);
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; i < connections; i++) {
            next(http, "/ssl/orders?limit=" + limit, i, end, ended);
        }
        ended.await();
        http.close();
        return this;
    }

    private void next(HttpClient http, String path, int client, long end, CountDownLatch ended) {
        long start = System.nanoTime();
        if (start > end) {
            ended.countDown();
            return;
        }
        http.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(target.url() + path)
                        .setTimeout(60_000)
                        .putHeader("Authorization", "Bearer " + target.token("account-" + client % Target.ACCOUNTS)))
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response.statusCode()))
                .otherwise(0)
                .onSuccess(status -> {
                    responses
                            .computeIfAbsent(status, code -> new AtomicInteger())
                            .incrementAndGet();
                    if (status == 200) {
                        next(http, path, client, end, ended);
                    } else {
                        longestRejectionNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
                        vertx.setTimer(100, timer -> next(http, path, client, end, ended));
                    }
                });
    }

    int count(int status) {
        return responses.getOrDefault(status, new AtomicInteger()).get();
    }

    @Override
    public String toString() {
        return responses + ", longest rejection " + longestRejectionNanos.get() / 1_000_000 + " ms";
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
