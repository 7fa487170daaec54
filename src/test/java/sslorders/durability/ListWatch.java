package sslorders.durability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client that requests the list repeatedly, with a timeout of five seconds. */
final class ListWatch implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest list;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean stopped;

    /** The requests that succeeded. */
    final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();

    /** Start and end of a request, by {@link System#nanoTime}. */
    record Seen(long sent, long answered) {}

    ListWatch(Cluster cluster) {
        this.list = HttpRequest.newBuilder(URI.create(cluster.entrance() + "/ssl/orders"))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + cluster.token(1))
                .build();
        thread.submit(this::request);
    }

    private void request() {
        while (!stopped) {
            long sent = System.nanoTime();
            try {
                if (http.send(list, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    seen.add(new Seen(sent, System.nanoTime()));
                }
            } catch (IOException nothing) {
                // The request failed.
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @Override
    public void close() {
        stopped = true;
        thread.close();
        http.close();
    }
}
