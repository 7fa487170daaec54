package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import sslorders.sandbox.ServiceProcess;

/** Kills replicas of a cluster at random moments under load, and verifies that no resend or event is lost or duplicated. */
final class CrashProof {
    private static final int MANY = 200_000;
    private static final int CLIENTS = 6;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final int kills;

    CrashProof(Cluster cluster, int kills) {
        this.cluster = cluster;
        this.kills = kills;
    }

    /**
     * Runs one replica and shuts it down gracefully, so that it writes a class archive. Each class archive is written only
     * once. A killed replica writes no archive. Without an archive, each start is so slow that a kill affects few
     * requests.
     */
    static void archiveClasses(Cluster cluster) throws Exception {
        if (ServiceProcess.lacksArchive()) {
            ServiceProcess replica = cluster.start("one");
            cluster.addOrders(1, 100, Cluster.ALL_KINDS);
            try (Load load = new Load(cluster, 1, 100, CLIENTS)) {
                load.await();
            }
            replica.close();
            cluster.deleteAll();
        }
    }

    /**
     * Runs the proof on a cluster without orders.
     *
     * @param name the name of the proof, for the output
     */
    void run(String name) throws Exception {
        Verdict verdict = new Verdict(cluster);
        cluster.addOrders(1, MANY, Cluster.ALL_KINDS);
        Load load = new Load(cluster, 1, MANY, CLIENTS);
        try (load;
                ExecutorService killers = Executors.newFixedThreadPool(Cluster.REPLICAS.size())) {
            AtomicInteger killed = new AtomicInteger();
            List<Future<?>> done = new ArrayList<>();
            Cluster.REPLICAS.forEach(replica -> done.add(killers.submit(() -> killAndStart(replica, killed, load))));
            for (Future<?> killer : done) {
                killer.get();
            }
            load.stop();
            verdict.awaitIdle();
        }

        verdict.noResendIsLost(load.answers);
        verdict.noFinalStateChanged(load.answers);
        verdict.eachFinalResendHasOneEvent();
        Map<String, Integer> counts = verdict.noResendIsDuplicated();
        System.out.println(name + ": " + kills + " kills, " + load.answers.size() + " resends: " + counts);
        assertThat(counts.keySet()).contains("accepted", "rejected", "unknown");
    }

    /** Waits for a random time, so that the moment of each kill is random; then waits for requests in progress. */
    private void killAndStart(String name, AtomicInteger killed, Load load) {
        ServiceProcess replica = cluster.replica(name);
        while (killed.getAndIncrement() < kills) {
            int answers = load.answers.size();
            await("requests are answered").atMost(TIMEOUT).until(() -> load.answers.size() >= answers + CLIENTS);
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(1_000)));
            replica.kill();
            replica = cluster.start(name);
        }
    }
}
