package sslorders.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Sends whatever requests it is given, from one thread: as many as are answered, or so many a second whether or not earlier
 * ones have been answered. Those of the second kind take from the moment at which they were due, so that a service that
 * stalls cannot hide it.
 */
final class MixedLoad implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int MOST_WAITING = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient http = vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) PATIENCE.toMillis()),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
    private final String service;
    private final Supplier<WebLoad.Request> requests;
    private final AtomicInteger underWay = new AtomicInteger();

    /** What was answered since {@link #latencies} was last asked. */
    private volatile Latencies latencies = new Latencies();

    /** @param requests asked from one thread at a time */
    MixedLoad(String service, Supplier<WebLoad.Request> requests) {
        this.service = service;
        this.requests = requests;
    }

    /** As many as so many connections get answered; how many a second. */
    double most(int connections, Duration time) throws InterruptedException {
        latencies();
        long start = System.nanoTime();
        CountDownLatch ended = new CountDownLatch(connections);
        vertx.runOnContext(none -> {
            for (int i = 0; i < connections; i++) {
                oneAfterTheOther(start + time.toNanos(), ended);
            }
        });
        if (!ended.await(time.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("requests are not answered");
        }
        return latencies.count() / ((System.nanoTime() - start) / 1e9);
    }

    private void oneAfterTheOther(long end, CountDownLatch ended) {
        long now = System.nanoTime();
        if (now > end) {
            ended.countDown();
        } else {
            send(now, () -> oneAfterTheOther(end, ended));
        }
    }

    /** So many a second from now on, for so long; does not wait. */
    void offer(double perSecond, Duration time) {
        latencies();
        long start = System.nanoTime();
        long count = (long) (perSecond * time.toSeconds());
        long[] sent = {0};
        vertx.setPeriodic(1, timer -> {
            long due = Math.min(count, (long) ((System.nanoTime() - start) / 1e9 * perSecond));
            for (; sent[0] < due; sent[0]++) {
                send(start + (long) (sent[0] / perSecond * 1e9), () -> {});
            }
            if (sent[0] == count) {
                vertx.cancelTimer(timer);
            }
        });
    }

    private void send(long due, Runnable then) {
        WebLoad.Request next = requests.get();
        underWay.incrementAndGet();
        http.request(new RequestOptions()
                        .setMethod(HttpMethod.valueOf(next.method()))
                        .setAbsoluteURI(service + next.path())
                        .setTimeout(PATIENCE.toMillis())
                        .putHeader("Authorization", "Bearer " + next.token()))
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response.statusCode() < 400))
                .otherwise(false)
                .onSuccess(wentWell -> {
                    underWay.decrementAndGet();
                    latencies.add(System.nanoTime() - due, wentWell);
                    then.run();
                });
    }

    /** How many have not been answered yet. */
    int underWay() {
        return underWay.get();
    }

    /** Of all that were answered since this was last asked. */
    Latencies latencies() {
        Latencies sinceThen = latencies;
        latencies = new Latencies();
        return sinceThen;
    }

    @Override
    public void close() {
        http.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
