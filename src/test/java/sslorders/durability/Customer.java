package sslorders.durability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client of one account, which uses any replica. */
record Customer(Cluster cluster, String account) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Gets a path below {@code /ssl/orders} from a replica. */
    JsonNode see(String replica, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request(replica, path).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Requests a resend of an order. */
    CompletableFuture<HttpResponse<String>> resend(String replica, String order, String key) {
        HttpRequest resend = request(replica, "/" + order + "/fulfillment-email/resend")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.sendAsync(resend, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String replica, String path) {
        return request(cluster, replica, path, cluster.token(account));
    }

    private static HttpRequest.Builder request(Cluster cluster, String replica, String path, String token) {
        return HttpRequest.newBuilder(URI.create(cluster.url(replica) + "/ssl/orders" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    /** Captures an order as the ordering system. */
    static HttpResponse<String> capture(Cluster cluster, String replica, String order, String body)
            throws IOException, InterruptedException {
        HttpRequest put = request(cluster, replica, "/" + order, cluster.captureToken())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(put, HttpResponse.BodyHandlers.ofString());
    }
}
