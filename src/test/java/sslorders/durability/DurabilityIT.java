package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.sandbox.ServiceProcess;

/**
 * No resend is lost or duplicated when a replica or the database fails under load. {@code make chaos} runs it with
 * 200 kills.
 */
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
        CrashProof.archiveClasses(cluster);
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @BeforeEach
    void restart() {
        CompletableFuture<ServiceProcess> other = CompletableFuture.supplyAsync(() -> cluster.replica("two"));
        one = cluster.replica("one");
        two = other.join();
        cluster.deleteAll();
    }

    @Test
    void eachResendIsAttemptedByOneReplica() throws Exception {
        cluster.addOrders(1, 400, "ok");
        try (Load load = new Load(cluster, 1, 400, 16)) {
            load.await();
            verdict.awaitIdle();
            verdict.noResendIsLost(load.answers);
            verdict.eachFinalResendHasOneEvent();
        }

        assertThat(verdict.noResendIsDuplicated()).isEqualTo(Map.of("accepted", 400));
        Map<String, List<String>> callers = verdict.callers();
        assertThat(callers)
                .hasSize(400)
                .allSatisfy((resend, replicas) -> assertThat(replicas).hasSize(1));
        assertThat(callers.values()).as("both replicas made attempts").contains(List.of("one"), List.of("two"));
    }

    @Test
    void concurrentRepeatAtTwoReplicasMakesOneCall() throws Exception {
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
        verdict.awaitIdle();

        assertThat(verdict.noResendIsDuplicated()).isEqualTo(Map.of("accepted", 15));
        assertThat(verdict.callers()).hasSize(15);
    }

    @Test
    void killedReplicaLosesAndDuplicatesNoResend() throws Exception {
        new CrashProof(cluster, KILLS).run("crash");
    }

    @Test
    void databaseOutageIsReportedAndNoResendIsLost() throws Exception {
        cluster.addOrders(1, MANY, Cluster.ALL_KINDS);
        Load load = new Load(cluster, 1, MANY, 16);
        try (load;
                HttpClient http = HttpClient.newHttpClient()) {
            await("the replicas process requests")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> load.answers.size() > 100);
            cluster.database().stop();
            await("the readiness check is down")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !one.isReady(http, PROBE) && !two.isReady(http, PROBE));
            await("a response reports the outage").until(() -> load.rejections.size() > 10);
            cluster.database().startAgain();
            await("the readiness check is up again")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> one.isReady(http, PROBE) && two.isReady(http, PROBE));
            int before = load.answers.size();
            await("resends are processed again")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> load.answers.size() > before + 100);
            load.stop();
            verdict.awaitIdle();
        }

        verdict.noResendIsLost(load.answers);
        verdict.noFinalStateChanged(load.answers);
        verdict.eachFinalResendHasOneEvent();
        System.out.println(
                "database unavailable: " + load.rejections.size() + " rejections, " + verdict.noResendIsDuplicated());
        assertThat(load.rejections).allSatisfy(Verdict::isUnavailable);
    }
}
