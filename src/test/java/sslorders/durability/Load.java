package sslorders.durability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that request resends of one order after another, each with its own idempotency key and at a random
 * entrance. A failed request is immediately repeated with its key, at a random entrance, until it succeeds.
 */
final class Load implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> FINAL = Set.of(202, 409, 502, 504);
    private static final long TIMEOUT = Duration.ofSeconds(60).toNanos();
    private static final long NOT_YET = Long.MAX_VALUE;

    private final Cluster cluster;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, String> tokens = new HashMap<>();
    private final AtomicInteger nextOrder;
    private final int end;
    private final ExecutorService clients;
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    /** Deadline for a response; unlimited while replicas are stopped and started. */
    private volatile long deadline = NOT_YET;

    /** The final responses. */
    final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();

    /** The responses after which the client retried, without connection failures. */
    final ConcurrentLinkedQueue<HttpResponse<String>> rejections = new ConcurrentLinkedQueue<>();

    /** The number of requests without a response. */
    final AtomicInteger silences = new AtomicInteger();

    /**
     * A completed request: its key, its resend, and the last reported state.
     *
     * @param sent the time at which the request was last sent; {@code answered} is the time of the response, both by
     *     {@link System#nanoTime}
     */
    record Answer(String key, String resend, String status, long sent, long answered) {}

    /** @param count the number of orders; the load ends with the last order at the latest */
    Load(Cluster cluster, int from, int count, int clients) {
        this.cluster = cluster;
        this.nextOrder = new AtomicInteger(from);
        this.end = from + count;
        for (int i = 0; i < 10; i++) {
            tokens.put(i, cluster.token(i));
        }
        this.clients = Executors.newFixedThreadPool(clients);
        for (int i = 0; i < clients; i++) {
            running.add(this.clients.submit(this::run));
        }
    }

    private void run() {
        for (int order = nextOrder.getAndIncrement(); order < end && !stopped; order = nextOrder.getAndIncrement()) {
            answers.add(resend(order, UUID.randomUUID().toString()));
        }
    }

    private Answer resend(int order, String key) {
        while (deadline == NOT_YET || System.nanoTime() < deadline) {
            try {
                long sent = System.nanoTime();
                HttpResponse<String> answer = post(order, key);
                if (FINAL.contains(answer.statusCode()) && isOfTheService(answer)) {
                    return answer(key, answer, sent);
                }
                rejections.add(answer);
            } catch (IOException killed) {
                silences.incrementAndGet();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
        }
        throw new IllegalStateException("no response for order " + order);
    }

    private static Answer answer(String key, HttpResponse<String> answer, long sent) throws IOException {
        JsonNode body = JSON.readTree(answer.body());
        JsonNode resend = answer.statusCode() == 202 ? body : body.path("resend");
        String id = resend.path("id").asText();
        return new Answer(key, id, resend.path("status").asText(), sent, System.nanoTime());
    }

    /** A load balancer has its own responses, which are not JSON. */
    static boolean isOfTheService(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").contains("json");
    }

    private HttpResponse<String> post(int order, String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(cluster.entrance() + "/ssl/orders/" + order + "/fulfillment-email/resend"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + tokens.get(order % 10))
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.noBody());
        if (order % 3 == 0) {
            request.header("Prefer", "respond-async");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Waits until every client has its response: for all orders, or for the current order if the load was stopped.
     */
    void await() throws Exception {
        deadline = System.nanoTime() + TIMEOUT;
        for (Future<?> client : running) {
            client.get();
        }
    }

    /** Starts no more requests. Requests in progress are repeated until they succeed. */
    void stop() throws Exception {
        stopped = true;
        await();
    }

    @Override
    public void close() {
        stopped = true;
        deadline = System.nanoTime();
        clients.close();
        http.close();
    }
}
