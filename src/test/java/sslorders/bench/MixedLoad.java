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
 * Sends requests from one thread, in one of two modes: as fast as responses arrive, or at fixed times regardless of
 * earlier responses. At fixed times, latency is measured from the scheduled time, so that it includes stalls of the
 * service.
 */
final class MixedLoad implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int MOST_WAITING = 20_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient http = vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) TIMEOUT.toMillis()),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
    private final String service;
    private final Supplier<WebLoad.Request> requests;
    private final AtomicInteger inProgress = new AtomicInteger();

    /** The latencies since the last call of {@link #latencies}. */
    private volatile Latencies latencies = new Latencies();

    /** @param requests called from one thread only */
    MixedLoad(String service, Supplier<WebLoad.Request> requests) {
        this.service = service;
        this.requests = requests;
    }

    /** Sends requests on a number of connections, each after the previous response; returns the requests per second. */
    double most(int connections, Duration time) throws InterruptedException {
        latencies();
        long start = System.nanoTime();
        CountDownLatch ended = new CountDownLatch(connections);
        vertx.runOnContext(none -> {
            for (int i = 0; i < connections; i++) {
                sequential(start + time.toNanos(), ended);
            }
        });
        if (!ended.await(time.plus(TIMEOUT).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("requests have no response");
        }
        return latencies.count() / ((System.nanoTime() - start) / 1e9);
    }

    private void sequential(long end, CountDownLatch ended) {
        long now = System.nanoTime();
        if (now > end) {
            ended.countDown();
        } else {
            send(now, () -> sequential(end, ended));
        }
    }

    /** Sends requests at a rate for a duration; does not wait. */
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
        inProgress.incrementAndGet();
        http.request(new RequestOptions()
                        .setMethod(HttpMethod.valueOf(next.method()))
                        .setAbsoluteURI(service + next.path())
                        .setTimeout(TIMEOUT.toMillis())
                        .putHeader("Authorization", "Bearer " + next.token()))
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response.statusCode() < 400))
                .otherwise(false)
                .onSuccess(wentWell -> {
                    inProgress.decrementAndGet();
                    latencies.add(System.nanoTime() - due, wentWell);
                    then.run();
                });
    }

    /** Returns the number of requests in progress. */
    int inProgress() {
        return inProgress.get();
    }

    /** Returns the latencies since the last call of this method. */
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
