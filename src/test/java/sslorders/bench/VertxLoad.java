package sslorders.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests with the HTTP client of Vert.x on one thread. This client uses more CPU time than wrk, and therefore
 * leaves less CPU time to the service.
 */
final class VertxLoad implements WebLoad {

    @Override
    public String name() {
        return "vert.x";
    }

    @Override
    public Figures run(String service, List<Request> requests, int connections, Duration time)
            throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        HttpClient http =
                vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(connections));
        Run run = new Run(http, service, requests, System.nanoTime() + time.toNanos(), new CountDownLatch(connections));
        long start = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            run.next();
        }
        run.ended.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        http.close();
        vertx.close();
        Latencies latencies = run.latencies;
        return new Figures(
                latencies.count(),
                latencies.failures(),
                latencies.count() / seconds,
                latencies.percentile(50),
                latencies.percentile(99));
    }

    /** The shared state of all connections of a run. */
    private static final class Run {
        private final HttpClient http;
        private final String service;
        private final List<Request> requests;
        private final long end;
        private final CountDownLatch ended;
        private final AtomicInteger position = new AtomicInteger();
        private final Latencies latencies = new Latencies();

        Run(HttpClient http, String service, List<Request> requests, long end, CountDownLatch ended) {
            this.http = http;
            this.service = service;
            this.requests = requests;
            this.end = end;
            this.ended = ended;
        }

        void next() {
            long start = System.nanoTime();
            if (start > end) {
                ended.countDown();
                return;
            }
            Request next = requests.get(Math.floorMod(position.getAndIncrement(), requests.size()));
            http.request(new RequestOptions()
                            .setMethod(HttpMethod.valueOf(next.method()))
                            .setAbsoluteURI(service + next.path())
                            .putHeader("Authorization", "Bearer " + next.token()))
                    .compose(request -> request.send())
                    .compose(response -> response.body().map(body -> response.statusCode() < 400))
                    .otherwise(false)
                    .onSuccess(wentWell -> {
                        latencies.add(System.nanoTime() - start, wentWell);
                        next();
                    });
        }
    }
}
