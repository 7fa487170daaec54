package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The erasure of an account survives kills of the replica that executes it: nothing is lost, and nothing is left. */
class AccountErasureIT {
    private static final int KILLS = Integer.getInteger("erasure.kills", 4);
    private static final int ORDERS = 30_000;
    private static final int RESENDS = 2 * ORDERS;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster(Path.of("target"));
        CompletableFuture<?> other = CompletableFuture.supplyAsync(() -> cluster.start("two"));
        cluster.start("one");
        other.join();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    void killedReplicaLosesAndLeavesNothing() throws Exception {
        insertOrders();
        assertThat(send("two", "DELETE", "/ssl/accounts/leaver").path("status").asText())
                .isEqualTo("running");
        int during = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long before = erased();
            await("the erasure makes progress")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> erased() > before || isComplete());
            during += isComplete() ? 0 : 1;
            // The replicas in turn: after a kill, the other one continues, so the next kill affects the erasure.
            String replica = Cluster.REPLICAS.get(kill % Cluster.REPLICAS.size());
            cluster.replica(replica).kill();
            cluster.start(replica);
        }
        await("the erasure is complete").atMost(Duration.ofSeconds(120)).until(AccountErasureIT::isComplete);

        assertThat(during).as("kills during the erasure").isGreaterThan(1);
        JsonNode erasure = send("one", "GET", "/ssl/accounts/leaver/erasure");
        assertThat(erasure.path("ordersErased").asInt()).isEqualTo(ORDERS);
        assertThat(erasure.path("resendsErased").asInt()).isEqualTo(RESENDS);
        assertThat(count("certificate_order where account_id = 'leaver'")).isZero();
        assertThat(count("resend where account_id = 'leaver' and recipient <> '***@leaver.example'"))
                .isZero();
        assertThat(count("resend where account_id = 'leaver' and recipient_hash is not null"))
                .isEqualTo(RESENDS);
        assertThat(count("admin_email_change")).isZero();
        assertThat(count("certificate_order where account_id = 'other' and admin_email = 'admin@other.example'"))
                .isEqualTo(1_000);
        await("the task is removed").until(() -> count("scheduled_tasks where task_name = 'account-erasure'") == 0);
        System.out.println("erasure: " + KILLS + " kills, " + during + " of them during it, " + ORDERS + " orders, "
                + RESENDS + " resends");
    }

    private static void insertOrders() {
        cluster.database().execute("""
                insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,
                  certificate_authority, status, status_as_of, ordered_at, admin_email, captured_at)
                select name || i, name, 'x', 'x', 'dv', 'alpha', 'issued', now(), now(), 'admin@' || name || '.example', now()
                from (values ('leaver', %d), ('other', 1000)) as account (name, number), generate_series(1, number) as i;
                insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,
                  requested_at, requested_by, settled_at)
                select gen_random_uuid(), account_id, id, 'alpha', 'x', admin_email, 'accepted', now() - i * interval '1 hour',
                  'x', now()
                from certificate_order cross join generate_series(1, 2) as i;
                update certificate_order set admin_email = 'new@leaver.example' where account_id = 'leaver'""".formatted(ORDERS));
    }

    private static long erased() {
        return Long.parseLong(cluster.rows("select orders_erased from account_erasure")
                .getFirst()
                .get("orders_erased"));
    }

    private static boolean isComplete() {
        return count("account_erasure where completed_at is not null") == 1;
    }

    private static int count(String rows) {
        return Integer.parseInt(
                cluster.rows("select count(*) as count from " + rows).getFirst().get("count"));
    }

    private static JsonNode send(String replica, String method, String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.url(replica) + path))
                    .header("Authorization", "Bearer " + cluster.captureToken())
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }
}
