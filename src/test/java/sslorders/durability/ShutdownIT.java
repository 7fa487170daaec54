package sslorders.durability;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sslorders.sandbox.ServiceProcess;

/** Graceful shutdown of a replica. */
class ShutdownIT {
    private static final int BY_SIGTERM = 143;
    private static Cluster cluster;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        cluster = new Cluster(Path.of("target"));
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void end() {
        http.close();
        cluster.close();
    }

    @AfterEach
    void stopAll() {
        cluster.stopReplicas();
    }

    @Test
    void shutdownFinishesOldAndRejectsNewRequests() throws Exception {
        ServiceProcess replica = replicaWhoseCaTakes(3_000, Map.of());
        CompletableFuture<HttpResponse<String>> first = http.sendAsync(resend(1), text());
        HttpResponse<String> async = http.send(resend(2, "Prefer", "respond-async"), text());
        await().until(() -> cluster.ca().calls().size() == 2);

        replica.terminate();

        await().until(() -> rejection().isPresent());
        assertThat(first.get().statusCode()).isEqualTo(202);
        assertThat(async.statusCode()).isEqualTo(202);
        assertThat(replica.awaitExit()).isEqualTo(BY_SIGTERM);
        assertThat(statuses()).containsExactly("accepted", "accepted");
    }

    @Test
    void attemptAfterItsResponseIsFinished() throws Exception {
        ServiceProcess replica = replicaWhoseCaTakes(3_000, Map.of());
        HttpResponse<String> response = http.send(resend(1, "Prefer", "wait=1"), text());
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("relaying");

        replica.terminate();

        assertThat(replica.awaitExit()).isEqualTo(BY_SIGTERM);
        assertThat(statuses()).containsExactly("accepted");
        assertThat(cluster.ca().calls()).hasSize(1);
    }

    @Test
    void resendOfDisconnectedClientIsFinished() throws Exception {
        ServiceProcess replica = replicaWhoseCaTakes(3_000, Map.of());
        URI url = URI.create(cluster.url("one"));
        try (Socket client = new Socket(url.getHost(), url.getPort())) {
            client.getOutputStream()
                    .write(("POST " + resend(1).uri().getPath() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                                    + resend(1)
                                            .headers()
                                            .firstValue("Authorization")
                                            .orElseThrow() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> cluster.ca().calls().size() == 1);
        }

        replica.terminate();

        assertThat(replica.awaitExit()).isEqualTo(BY_SIGTERM);
        assertThat(statuses()).containsExactly("accepted");
    }

    @Test
    void pendingResendIsLeftToAnotherReplica() throws Exception {
        ServiceProcess replica = replicaWhoseCaTakes(0, Map.of("SSL_ORDERS_RELAY_RETRY_FIRST", "3s"));
        cluster.ca()
                .wireMock()
                .stubFor(any(anyUrl()).atPriority(1).willReturn(aResponse().withStatus(503)));
        assertThat(http.send(resend(1), text()).body()).contains("pending");
        replica.terminate();
        assertThat(replica.awaitExit()).isEqualTo(BY_SIGTERM);
        assertThat(statuses()).containsExactly("pending");
        cluster.ca()
                .wireMock()
                .stubFor(any(anyUrl()).atPriority(1).willReturn(aResponse().withStatus(202)));

        cluster.start("two");

        await().atMost(Duration.ofSeconds(30)).until(() -> statuses().equals(List.of("accepted")));
    }

    @Test
    void slowAttemptDoesNotBlockShutdownAndIsUnknown() throws Exception {
        ServiceProcess replica = replicaWhoseCaTakes(
                60_000,
                Map.of(
                        "SSL_ORDERS_CA_ALPHA_READ_TIMEOUT", "60s",
                        "QUARKUS_SHUTDOWN_TIMEOUT", "1s",
                        "SSL_ORDERS_RELAY_SHUTDOWN_WAIT", "1s"));
        CompletableFuture<HttpResponse<String>> request = http.sendAsync(resend(1), text());
        http.send(resend(2, "Prefer", "respond-async"), text());
        await().until(() -> cluster.ca().calls().size() == 2);

        long begin = System.nanoTime();
        replica.terminate();
        replica.awaitExit();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(request).failsWithin(Duration.ofSeconds(5));
        assertThat(statuses()).hasSize(2).isSubsetOf("relaying", "unknown");
    }

    private static ServiceProcess replicaWhoseCaTakes(int millis, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put("SSL_ORDERS_CA_ALPHA_READ_TIMEOUT", "5s");
        all.putAll(settings);
        ServiceProcess replica = cluster.start("one", all);
        cluster.deleteAll();
        cluster.addOrders(1, 3, "slow");
        cluster.ca()
                .wireMock()
                .stubFor(any(anyUrl())
                        .atPriority(1)
                        .willReturn(aResponse().withStatus(202).withFixedDelay(millis)));
        return replica;
    }

    /**
     * Returns the rejection of a new request; empty if it is accepted. The request lists orders and changes nothing.
     */
    private static Optional<HttpResponse<String>> rejection() throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create(cluster.url("one") + "/ssl/orders"))
                .header("Authorization", "Bearer " + cluster.token(3))
                .build();
        HttpResponse<String> answer = http.send(list, text());
        if (answer.statusCode() == 200) {
            return Optional.empty();
        }
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        assertThat(new ObjectMapper().readTree(answer.body()).path("type").asText())
                .isEqualTo("urn:ssl-orders:problem:unavailable");
        return Optional.of(answer);
    }

    private static HttpRequest resend(int order, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(cluster.url("one") + "/ssl/orders/" + order + "/fulfillment-email/resend"))
                .header("Authorization", "Bearer " + cluster.token(order))
                .POST(HttpRequest.BodyPublishers.noBody());
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private static List<String> statuses() {
        return cluster.rows("select status from resend order by order_id").stream()
                .map(row -> row.get("status"))
                .toList();
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }
}
