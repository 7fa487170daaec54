package sslorders.durability;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sslorders.sandbox.CaStub;

/**
 * A CA sends a certificate, a private key and credentials in every part of every kind of response. None of them
 * appears in the service's database, responses, metrics or log, even at the lowest log level.
 */
class ConfidentialityIT {
    private static final String PASSWORD = "Tr0ub4dor-and-3-more-words-of-it";

    /** Settings that make the log as detailed as possible. */
    private static final Map<String, String> TALKATIVE = Map.of(
            "QUARKUS_LOG_LEVEL", "ALL",
            "QUARKUS_LOG_CATEGORY__SSLORDERS__LEVEL", "ALL",
            "QUARKUS_LOG_CATEGORY__IO_VERTX__LEVEL", "ALL",
            "QUARKUS_LOG_CATEGORY__IO_NETTY__LEVEL", "ALL",
            "QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true",
            "QUARKUS_HIBERNATE_ORM_LOG_SQL", "true",
            "QUARKUS_HIBERNATE_ORM_LOG_BIND_PARAMETERS", "true");

    @TempDir
    Path logs;

    @Test
    void contentOfCaResponsesIsNowhereStored() throws Exception {
        List<String> secrets = new ArrayList<>(List.of(PASSWORD, "PRIVATE KEY", "BEGIN CERTIFICATE"));
        String certificate = pem("CERTIFICATE", random(1200), secrets);
        String key = pem("PRIVATE KEY", privateKey(), secrets);
        List<ResponseDefinitionBuilder> replies = replies(certificate, key);
        StringBuilder seen = new StringBuilder();
        try (Cluster cluster = new Cluster(logs);
                HttpClient http = HttpClient.newHttpClient()) {
            cluster.start("one", TALKATIVE);
            cluster.addOrders(0, replies.size(), "leaky");
            for (int order = 0; order < replies.size(); order++) {
                cluster.ca()
                        .wireMock()
                        .stubFor(any(urlPathMatching(".*/leaky-" + order + "/.*"))
                                .atPriority(1)
                                .willReturn(replies.get(order)));
                seen.append(get(http, cluster, order, "POST", "/ssl/orders/" + order + "/fulfillment-email/resend"));
            }
            // Retried resends received another response.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> cluster.ca().calls().size() > replies.size() + 1);
            for (int order = 0; order < replies.size(); order++) {
                String resend = cluster.rows("select id from resend where order_id = '" + order + "'")
                        .getFirst()
                        .get("id");
                String history = "/ssl/orders/" + order + "/fulfillment-email/resends";
                seen.append(get(http, cluster, order, "GET", history));
                seen.append(get(http, cluster, order, "GET", history + "/" + resend));
                seen.append(get(http, cluster, order, "GET", "/ssl/orders/" + order + "/fulfillment-email"));
            }
            for (String page : List.of("/ssl/orders", "/q/metrics", "/q/health", "/q/openapi")) {
                seen.append(get(http, cluster, 0, "GET", page));
            }
            seen.append(everyRow(cluster));
        }
        String log = Files.readString(logs.resolve("one.log"));

        assertThat(log)
                .as("the log has the lowest level")
                .contains(" DEBUG [org.hibernate", " DEBUG [io.netty", " DEBUG [com.github.kagkarlsson");
        assertThat(seen).contains("accepted", "rejected", "unknown", "pending");
        assertThat(log).doesNotContain(secrets).doesNotContain(CaStub.TOKEN);
        assertThat(seen.toString()).doesNotContain(secrets).doesNotContain(CaStub.TOKEN);
    }

    /** Returns resends for every kind of outcome, with a secret in every part of the response. */
    private static List<ResponseDefinitionBuilder> replies(String certificate, String key) {
        String both = certificate + key + "password=" + PASSWORD;
        String json = "{\"certificate\": \"" + both.replace("\n", "\\n") + "\", \"token\": \"" + PASSWORD + "\"";
        String line = certificate.lines().skip(1).findFirst().orElseThrow();
        List<ResponseDefinitionBuilder> replies = new ArrayList<>();
        for (int status : List.of(200, 202, 204, 301, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503)) {
            replies.add(aResponse()
                    .withStatus(status)
                    .withStatusMessage("because " + PASSWORD)
                    .withHeader("Content-Type", "application/x-pem-file")
                    .withHeader("Location", "https://user:" + PASSWORD + "@ca.example/" + line)
                    .withHeader("WWW-Authenticate", "Basic realm=\"" + PASSWORD + "\"")
                    .withHeader("Retry-After", status == 503 ? line : "1")
                    .withHeader("Set-Cookie", "session=" + PASSWORD)
                    .withBody(both));
        }
        replies.add(aResponse().withStatus(202).withBody(json + "}"));
        replies.add(aResponse().withStatus(202).withBody(json + ", \"reference\": \"" + line + "\"}"));
        replies.add(aResponse().withStatus(202).withBody(json + ", \"reference\": \"" + PASSWORD + " " + line + "\"}"));
        replies.add(aResponse().withStatus(202).withBody(json + ", \"reference\": [\"" + PASSWORD + "\"]}"));
        replies.add(aResponse().withStatus(202).withBody(json));
        replies.add(aResponse().withStatus(409).withBody(json + "}"));
        replies.add(aResponse()
                .withStatus(202)
                .withHeader("Content-Type", "application/json; charset=" + PASSWORD)
                .withBody(json + "}"));
        replies.add(
                aResponse().withStatus(202).withHeader("Content-Length", "9999").withBody(json));
        replies.add(aResponse().withStatus(202).withBody(both).withFault(Fault.MALFORMED_RESPONSE_CHUNK));
        replies.add(aResponse().withStatus(202).withBody(json + "}").withChunkedDribbleDelay(5, 3_000));
        replies.add(aResponse().withStatus(202).withBody(both.repeat(100)));
        return replies;
    }

    private static String get(HttpClient http, Cluster cluster, int order, String method, String path)
            throws IOException, InterruptedException {
        boolean isManagement = path.startsWith("/q/health") || path.startsWith("/q/metrics");
        String service = isManagement ? cluster.managementUrl("one") : cluster.url("one");
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + path))
                .header("Authorization", "Bearer " + cluster.token(order))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.headers().map() + "\n" + answer.body() + "\n";
    }

    private static String everyRow(Cluster cluster) {
        StringBuilder all = new StringBuilder();
        for (Map<String, String> table :
                cluster.rows("select tablename from pg_tables where schemaname = 'public' order by tablename")) {
            String name = table.get("tablename");
            cluster.rows("select t::text as row from " + name + " t")
                    .forEach(row ->
                            all.append(name).append(' ').append(row.get("row")).append('\n'));
        }
        assertThat(all).contains("resend (", "attempt (", "certificate_order (");
        return all.toString();
    }

    /** Returns a PEM block, and adds each of its lines to the texts that must not appear. */
    private static String pem(String kind, byte[] der, List<String> secrets) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        lines.lines()
                .map(line -> line.substring(0, Math.min(24, line.length())))
                .forEach(secrets::add);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    private static byte[] privateKey() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        return keys.generateKeyPair().getPrivate().getEncoded();
    }

    /** Stands for a certificate: no code parses it, and it belongs to no subject. */
    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
