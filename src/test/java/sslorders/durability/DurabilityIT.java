package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.sandbox.ServiceProcess;

/** Whatever dies under load, no resend is lost or doubled. {@code make chaos} runs it with 200 kills. */
class DurabilityIT {
    private static final int KILLS = Integer.getInteger("chaos.kills", 12);
    private static final Duration PROBE = Duration.ofSeconds(10);
    private static final int MANY = 200_000;
    private static final Path LOGS = Path.of("target");

    private static Cluster cluster;
    private static Verdict verdict;

    private ServiceProcess one;
    private ServiceProcess two;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(LOGS);
        verdict = new Verdict(cluster);
        if (ServiceProcess.lacksArchive()) {
            archiveClasses();
        }
    }

    /**
     * Has one replica do some work and end in order. Those that are killed leave no archive of their classes, and without
     * one each takes so long to start, and to answer at first, that there is little for the next kill to hit.
     */
    private static void archiveClasses() throws Exception {
        ServiceProcess replica = cluster.start("one");
        cluster.addOrders(1, 100, Cluster.ALL_KINDS);
        try (Load load = new Load(cluster, 1, 100, 6)) {
            load.await();
        }
        replica.close();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @BeforeEach
    void beginAnew() {
        CompletableFuture<ServiceProcess> other = CompletableFuture.supplyAsync(() -> cluster.replica("two"));
        one = cluster.replica("one");
        two = other.join();
        cluster.forgetAll();
    }

    @Test
    void ofTwoReplicasOneAttemptsEachResend() throws Exception {
        cluster.addOrders(1, 400, "ok");
        try (Load load = new Load(cluster, 1, 400, 16)) {
            load.await();
            verdict.drained();
            verdict.nothingIsLost(load.answers);
        }

        assertThat(verdict.nothingIsDoubled()).isEqualTo(Map.of("accepted", 400));
        Map<String, List<String>> callers = verdict.callers();
        assertThat(callers)
                .hasSize(400)
                .allSatisfy((resend, replicas) -> assertThat(replicas).hasSize(1));
        assertThat(callers.values()).as("both had their share").contains(List.of("one"), List.of("two"));
    }

    @Test
    void oneRequestAtBothReplicasAtOnceIsOneResendAndOneCall() throws Exception {
        cluster.addOrders(1, 15, "ok");
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int order = 1; order <= 15; order++) {
                HttpRequest.Builder request = HttpRequest.newBuilder()
                        .header("Authorization", "Bearer " + cluster.token(order))
                        .header("Idempotency-Key", "request-" + order)
                        .POST(HttpRequest.BodyPublishers.noBody());
                String path = "/ssl/orders/" + order + "/fulfillment-email/resend";
                List<CompletableFuture<HttpResponse<String>>> answers = Cluster.REPLICAS.stream()
                        .map(name -> http.sendAsync(
                                request.uri(URI.create(cluster.url(name) + path))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()))
                        .toList();
                assertThat(answers)
                        .allSatisfy(
                                answer -> assertThat(answer.get().statusCode()).isEqualTo(202));
                assertThat(answers.stream()
                                .map(answer -> answer.join().headers().firstValue("Location"))
                                .distinct())
                        .hasSize(1);
            }
        }
        verdict.drained();

        assertThat(verdict.nothingIsDoubled()).isEqualTo(Map.of("accepted", 15));
        assertThat(verdict.callers()).hasSize(15);
    }

    @Test
    void aKilledReplicaLosesAndDoublesNothing() throws Exception {
        cluster.addOrders(1, MANY, Cluster.ALL_KINDS);
        Load load = new Load(cluster, 1, MANY, 6);
        try (load;
                ExecutorService killers = Executors.newFixedThreadPool(2)) {
            AtomicInteger kills = new AtomicInteger();
            List<Future<?>> done = new ArrayList<>();
            done.add(killers.submit(() -> killAndStart("one", one, kills)));
            done.add(killers.submit(() -> killAndStart("two", two, kills)));
            for (Future<?> killer : done) {
                killer.get();
            }
            load.stop();
            verdict.drained();
        }

        verdict.nothingIsLost(load.answers);
        verdict.nothingIsTakenBack(load.answers);
        Map<String, Integer> counts = verdict.nothingIsDoubled();
        System.out.println(KILLS + " kills, " + load.answers.size() + " resends: " + counts);
        assertThat(counts.keySet()).contains("accepted", "rejected", "unknown");
    }

    /** The moment of each kill is by chance, and so the one thing here that is waited for by time. */
    private static void killAndStart(String name, ServiceProcess first, AtomicInteger kills) {
        ServiceProcess replica = first;
        while (kills.getAndIncrement() < KILLS) {
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(1_000)));
            replica.kill();
            replica = cluster.start(name);
        }
    }

    @Test
    void aDatabaseThatGoesAwayIsSaidClearlyAndNothingIsLost() throws Exception {
        cluster.addOrders(1, MANY, Cluster.ALL_KINDS);
        Load load = new Load(cluster, 1, MANY, 16);
        try (load;
                HttpClient http = HttpClient.newHttpClient()) {
            await().until(() -> load.answers.size() > 100);
            cluster.database().stop();
            await("readiness goes down")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !one.isReady(http, PROBE) && !two.isReady(http, PROBE));
            await("it is said").until(() -> load.refusals.size() > 10);
            cluster.database().startAgain();
            await("readiness comes back")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> one.isReady(http, PROBE) && two.isReady(http, PROBE));
            int before = load.answers.size();
            await("resends go on").until(() -> load.answers.size() > before + 100);
            load.stop();
            verdict.drained();
        }

        verdict.nothingIsLost(load.answers);
        verdict.nothingIsTakenBack(load.answers);
        System.out.println("database away: " + load.refusals.size() + " refusals, " + verdict.nothingIsDoubled());
        assertThat(load.refusals).allSatisfy(Verdict::saysUnavailable);
    }
}
