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

/** The replicas of a cluster are killed at random moments under load, and no resend is lost or doubled. */
final class CrashProof {
    private static final int MANY = 200_000;
    private static final int CLIENTS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final int kills;

    CrashProof(Cluster cluster, int kills) {
        this.cluster = cluster;
        this.kills = kills;
    }

    /**
     * Has one replica do some work and end in order, if that has not been done. Those that are killed leave no archive of their
     * classes, and without one each takes so long to start, and to answer at first, that there is little for the next kill to hit.
     */
    static void archiveClasses(Cluster cluster) throws Exception {
        if (ServiceProcess.lacksArchive()) {
            ServiceProcess replica = cluster.start("one");
            cluster.addOrders(1, 100, Cluster.ALL_KINDS);
            try (Load load = new Load(cluster, 1, 100, CLIENTS)) {
                load.await();
            }
            replica.close();
            cluster.forgetAll();
        }
    }

    /**
     * Runs the proof on a cluster without orders.
     *
     * @param name what is proved, for the output
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
            verdict.drained();
        }

        verdict.nothingIsLost(load.answers);
        verdict.nothingIsTakenBack(load.answers);
        Map<String, Integer> counts = verdict.nothingIsDoubled();
        System.out.println(name + ": " + kills + " kills, " + load.answers.size() + " resends: " + counts);
        assertThat(counts.keySet()).contains("accepted", "rejected", "unknown");
    }

    /** The moment of each kill is random, and so the one thing here that is waited for by time; but it hits a replica at work. */
    private void killAndStart(String name, AtomicInteger killed, Load load) {
        ServiceProcess replica = cluster.replica(name);
        while (killed.getAndIncrement() < kills) {
            int answers = load.answers.size();
            await("requests are answered").atMost(PATIENCE).until(() -> load.answers.size() >= answers + CLIENTS);
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(1_000)));
            replica.kill();
            replica = cluster.start(name);
        }
    }
}
