package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that starts while its OIDC provider is away cannot tell who asks, and says no more than that. */
class ProviderAwayIT {
    @TempDir
    Path logs;

    @Test
    void aRequestIsToldToComeAgainAndTheLogSaysWhy() throws Exception {
        try (Cluster cluster = new Cluster(logs);
                HttpClient http = HttpClient.newHttpClient()) {
            cluster.start("one", Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", "http://localhost:9/default"));
            HttpRequest list = HttpRequest.newBuilder(URI.create(cluster.url("one") + "/ssl/orders"))
                    .header("Authorization", "Bearer " + cluster.token(1))
                    .build();

            HttpResponse<String> answer = http.send(list, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isPositive();
            assertThat(new ObjectMapper().readTree(answer.body()).path("type").asText())
                    .isEqualTo("urn:ssl-orders:problem:unavailable");
        }
        assertThat(Files.readString(logs.resolve("one.log"))).contains("The OIDC provider is away");
    }
}
