package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sslorders.sandbox.ServiceProcess;

/** A replica that hangs in a transaction delays only the requests of one account, for a few seconds. */
class StuckReplicaIT {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int POOL = 8;

    /** An order of the account whose lock is held; ten accounts have orders in turn. */
    private static final int STUCK = 1;

    /** An order of another account. */
    private static final int FIRST = 500;

    @TempDir
    Path logs;

    private Cluster cluster;
    private ServiceProcess one;
    private ServiceProcess two;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster(logs);
        Map<String, String> common = Map.of(
                "SSL_ORDERS_DATABASE_IDLE_IN_TRANSACTION_TIMEOUT",
                IDLE.toSeconds() + "s",
                "QUARKUS_DATASOURCE_JDBC_MAX_SIZE",
                String.valueOf(POOL));
        // Requests must wait until the replica is suspended.
        one = cluster.start("one", with(common, "30s"));
        two = cluster.start("two", with(common, "500ms"));
        cluster.addOrders(1, FIRST, "ok");
        // The first request of a service is the slowest.
        for (String replica : Cluster.REPLICAS) {
            Customer first = new Customer(cluster, "account-" + FIRST % 10);
            first.see(replica, "");
            first.resend(replica, String.valueOf(FIRST), "first").get();
        }
    }

    private static Map<String, String> with(Map<String, String> common, String lockTimeout) {
        Map<String, String> settings = new HashMap<>(common);
        settings.put("SSL_ORDERS_DATABASE_LOCK_TIMEOUT", lockTimeout);
        settings.put("SSL_ORDERS_DATABASE_STATEMENT_TIMEOUT", "30s");
        return settings;
    }

    @AfterEach
    void end() {
        if (one != null) {
            one.resume();
        }
        cluster.close();
    }

    @Test
    void hangingReplicaDelaysOneAccountOnly() throws Exception {
        Customer stuck = new Customer(cluster, "account-" + STUCK);
        CompletableFuture<HttpResponse<String>> taken = suspendInSubmission(stuck);
        long begin = System.nanoTime();

        Rounds rounds = new Rounds(stuck);
        await("requests of the account succeed again")
                .atMost(IDLE.multipliedBy(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(rounds::next);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IDLE.plusSeconds(5));
        assertThat(rounds.rejections).isNotEmpty().allSatisfy(Verdict::isUnavailable);
        assertThat(rounds.sessions).allMatch(sessions -> sessions < 2 * POOL);
        one.resume();
        Verdict.isUnavailable(taken.get());
        assertThat(stuck.see("one", "").path("orders")).isNotEmpty();
        assertThat(cluster.rows("select order_id from resend where account_id = 'account-" + STUCK + "'"))
                .as("the hanging transaction was rolled back")
                .containsExactly(Map.of("order_id", String.valueOf(STUCK + 10)));
        for (String replica : Cluster.REPLICAS) {
            assertThat(Files.readString(logs.resolve(replica + ".log")))
                    .contains("The database is unavailable: SQLSTATE ")
                    .doesNotContain("\tat ");
        }
    }

    /**
     * Requests a resend at the first replica, and suspends the replica while it holds the lock of the account and
     * waits for the table of attempts, which another transaction has locked.
     */
    private CompletableFuture<HttpResponse<String>> suspendInSubmission(Customer customer) throws Exception {
        try (Connection other = cluster.database().connect();
                Statement blocker = other.createStatement()) {
            other.setAutoCommit(false);
            blocker.execute("lock table attempt in share mode");
            CompletableFuture<HttpResponse<String>> answer = customer.resend("one", String.valueOf(STUCK), "stuck");
            await("the request waits for the lock")
                    .until(() -> !cluster.rows(
                                    "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'with opened as%'")
                            .isEmpty());
            one.pause();
            other.rollback();
            await("the transaction is idle")
                    .until(() -> !cluster.rows(
                                    "select 1 from pg_stat_activity where state = 'idle in transaction' and query like 'with opened as%'")
                            .isEmpty());
            return answer;
        }
    }

    /** Sends requests of clients to the second replica. */
    private final class Rounds {
        private final Customer stuck;
        private final List<HttpResponse<String>> rejections = new ArrayList<>();
        private final List<Integer> sessions = new ArrayList<>();
        private int order = STUCK + 1;

        Rounds(Customer stuck) {
            this.stuck = stuck;
        }

        /**
         * Returns whether the request of the account was accepted; fails if a request of another account is delayed
         * or rejected.
         */
        boolean next() throws Exception {
            CompletableFuture<HttpResponse<String>> answer =
                    stuck.resend("two", String.valueOf(STUCK + 10), "not stuck");
            Customer other = new Customer(cluster, "account-" + order % 10);
            assertThat(other.see("two", "").path("orders")).isNotEmpty();
            assertThat(other.resend("two", String.valueOf(order), "key-" + order)
                            .get()
                            .statusCode())
                    .isEqualTo(202);
            order += order % 10 == 0 ? 2 : 1;
            try (HttpClient http = HttpClient.newHttpClient()) {
                assertThat(two.isReady(http, Duration.ofSeconds(2))).isTrue();
            }
            sessions.add(cluster.rows("select pid from pg_stat_activity where backend_type = 'client backend'"
                            + " and pid <> pg_backend_pid()")
                    .size());
            if (answer.get().statusCode() == 202) {
                return true;
            }
            rejections.add(answer.get());
            return false;
        }
    }
}
