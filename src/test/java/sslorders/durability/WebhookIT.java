package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.sandbox.ServiceProcess;
import sslorders.sandbox.WebhookReceiver;
import sslorders.sandbox.WebhookReceiver.Received;

/**
 * Two replicas deliver events to one receiver. Each replica calls it at its own path, so the receiver shows which replica called. The
 * delays of the schedule are seconds instead of hours, so that an outage of some delays takes seconds, too.
 */
class WebhookIT {
    private static final int KILLS = Integer.getInteger("chaos.kills", 4);
    private static final int MANY = 200_000;
    private static final int CLIENTS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final String DELAYS = "200ms,500ms,1s" + ",2s".repeat(60);

    /** Another replica soon takes over the deliveries of a killed one. */
    private static final String SHORT_HEARTBEAT = "500ms";

    private static final Path LOGS = Path.of("target");

    private final int port = ServiceProcess.freePort();
    private final Cluster cluster = new Cluster(LOGS);

    @BeforeEach
    void start() throws Exception {
        CrashProof.archiveClasses(cluster);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    private void launchAll(String heartbeat) {
        CompletableFuture<ServiceProcess> other = CompletableFuture.supplyAsync(() -> launch("two", heartbeat));
        launch("one", heartbeat);
        other.join();
    }

    private ServiceProcess launch(String name, String heartbeat) {
        return cluster.start(
                name,
                Map.of(
                        "SSL_ORDERS_WEBHOOK_ALL_URL",
                        "http://localhost:" + port + "/" + name,
                        "SSL_ORDERS_WEBHOOK_ALL_SECRET",
                        WebhookReceiver.SECRET,
                        "SSL_ORDERS_WEBHOOK_POLL_INTERVAL",
                        "200ms",
                        "SSL_ORDERS_WEBHOOK_HEARTBEAT",
                        heartbeat,
                        "SSL_ORDERS_WEBHOOK_RETRY_DELAYS",
                        DELAYS));
    }

    @Test
    void replicasNeverDeliverTheSameEventTwice() throws Exception {
        launchAll("10s");
        cluster.addOrders(1, 300, "ok");
        try (WebhookReceiver receiver = WebhookReceiver.start(port, line -> {})) {
            try (Load load = new Load(cluster, 1, 300, 8)) {
                load.await();
            }
            awaitDelivered();

            List<Received> received = receiver.received();
            assertThat(received).allMatch(Received::verified);
            assertThat(received)
                    .as("each event once")
                    .extracting(Received::id)
                    .doesNotHaveDuplicates()
                    .hasSize(300)
                    .hasSameElementsAs(events());
            assertThat(received)
                    .as("both replicas delivered events")
                    .extracting(Received::path)
                    .contains("/one", "/two");
        }
    }

    @Test
    void receiverThatWasDownGetsEveryEvent() throws Exception {
        launchAll(SHORT_HEARTBEAT);
        cluster.addOrders(1, MANY, Cluster.ALL_KINDS);
        try (Load load = new Load(cluster, 1, MANY, CLIENTS)) {
            for (int kill = 0; kill < KILLS; kill++) {
                crash(Cluster.REPLICAS.get(kill % Cluster.REPLICAS.size()), load);
            }
            assertThat(cluster.rows("select 1 from webhook_delivery where task_data is not null limit 1"))
                    .as("calls have failed")
                    .hasSize(1);
            try (WebhookReceiver receiver = WebhookReceiver.start(port, line -> {})) {
                // Also while the receiver is available again.
                Cluster.REPLICAS.forEach(name -> crash(name, load));
                load.stop();
                new Verdict(cluster).awaitIdle();
                awaitDelivered();

                Set<String> received =
                        receiver.received().stream().map(Received::id).collect(Collectors.toSet());
                System.out.println("webhooks: " + KILLS + " kills, " + events().size() + " events, "
                        + receiver.received().size() + " calls");
                assertThat(receiver.received()).allMatch(Received::verified);
                assertThat(received).hasSizeGreaterThan(100).hasSameElementsAs(events());
            }
        }
    }

    /** Kills a replica at a random moment, after it has processed requests, and starts it again. */
    private void crash(String name, Load load) {
        int answers = load.answers.size();
        await("requests are answered").atMost(TIMEOUT).until(() -> load.answers.size() >= answers + CLIENTS);
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(1_000)));
        cluster.replica(name).kill();
        launch(name, SHORT_HEARTBEAT);
    }

    private void awaitDelivered() {
        await("all deliveries have ended")
                .atMost(TIMEOUT)
                .until(() ->
                        cluster.rows("select 1 from webhook_delivery limit 1").isEmpty());
    }

    private List<String> events() {
        return cluster.rows("select id from event").stream()
                .map(row -> row.get("id"))
                .toList();
    }
}
