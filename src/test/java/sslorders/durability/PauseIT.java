package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pause that one replica receives applies to all replicas, and after a restart. No resend is lost or sent twice. */
class PauseIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(10);
    private static final int ORDERS = 20;

    @TempDir
    Path logs;

    private Cluster cluster;

    @BeforeEach
    void start() {
        cluster = new Cluster(logs);
        cluster.start("one");
        cluster.start("two");
        cluster.addOrders(1, ORDERS, "ok");
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void pauseAppliesToAllReplicasAndAfterARestart() throws Exception {
        assertThat(change("one", "PUT", "{\"until\": \"" + Instant.now().plusSeconds(600) + "\", \"reason\": \"x\"}"))
                .isEqualTo(200);
        awaitState("one", "paused");
        awaitState("two", "paused");
        resend(1, ORDERS / 2, "two");

        cluster.replica("two").close();
        cluster.start("two");
        resend(ORDERS / 2 + 1, ORDERS, "two");
        assertThat(cluster.ca().calls()).isEmpty();
        assertThat(statuses()).containsOnly("pending").hasSize(ORDERS);

        assertThat(change("two", "DELETE", "")).isEqualTo(204);
        awaitState("one", "available");
        await().atMost(A_FEW_SECONDS.multipliedBy(2))
                .untilAsserted(() -> assertThat(statuses()).containsOnly("accepted"));
        assertThat(cluster.ca().calls()).hasSize(ORDERS);
    }

    private void resend(int first, int last, String replica) throws Exception {
        for (int order = first; order <= last; order++) {
            HttpResponse<String> response = new Customer(cluster, "account-" + order % 10)
                    .resend(replica, String.valueOf(order), "key-" + order)
                    .get();
            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(JSON.readTree(response.body()).path("status").asText()).isEqualTo("pending");
        }
    }

    private List<String> statuses() {
        return new ArrayList<>(cluster.rows("select status from resend").stream()
                .map(row -> row.get("status"))
                .toList());
    }

    private void awaitState(String replica, String state) {
        await().atMost(A_FEW_SECONDS)
                .untilAsserted(() -> assertThat(state(replica)).isEqualTo(state));
    }

    private String state(String replica) throws Exception {
        HttpRequest get = request(replica, "/ssl/certificate-authorities", cluster.token("account-1"))
                .build();
        JsonNode list = JSON.readTree(
                HTTP.send(get, HttpResponse.BodyHandlers.ofString()).body());
        return list.at("/certificateAuthorities/0/state").asText();
    }

    private int change(String replica, String method, String body) throws Exception {
        HttpRequest request = request(
                        replica, "/ssl/support/certificate-authorities/alpha/pause", cluster.operatorToken())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private HttpRequest.Builder request(String replica, String path, String token) {
        return HttpRequest.newBuilder(URI.create(cluster.url(replica) + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }
}
