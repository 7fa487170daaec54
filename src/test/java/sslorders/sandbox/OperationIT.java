package sslorders.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sslorders.account.Scopes;

/**
 * The packaged jar in a production configuration: behind an ingress, with its own TLS, secrets in files, JSON logs,
 * an access log and tracing.
 */
class OperationIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String RESEND = "/ssl/orders/1001/fulfillment-email/resend";
    private static final Path LOG = Path.of("target", "operation-it.log");
    private static final String CUSTOMER = "203.0.113.7";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private static OidcServer oidc;
    private static CaStub ca;
    private static ServiceProcess service;
    private static int tlsPort;
    private static String token;
    private static HttpResponse<String> resend;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start();
        oidc = OidcServer.start(0);
        ca = CaStub.start(0);
        ca.wireMock().stubFor(post(urlPathEqualTo("/v1/traces")).willReturn(ok()));
        tlsPort = ServiceProcess.freePort();
        Files.deleteIfExists(LOG);
        service = ServiceProcess.launch(ServiceProcess.freePort(), environment(), LOG);
        service.awaitReady();
        token = oidc.token("acme", Scopes.READ, Scopes.RESEND);
        try (HttpClient http = client()) {
            send(http, "PUT", "/ssl/orders/1001", oidc.token(null, Scopes.CAPTURE), order());
            resend = send(http, "POST", RESEND, token, "{}");
        }
    }

    @AfterAll
    static void end() {
        service.close();
        ca.close();
        oidc.close();
        database.close();
    }

    private static Map<String, String> environment() throws Exception {
        Map<String, String> environment = ServiceProcess.environment(database, oidc);
        environment.put("SSL_ORDERS_CA_ALPHA_DIALECT", "rest");
        environment.put("SSL_ORDERS_CA_ALPHA_URL", ca.url() + "/alpha");
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(
                secrets.resolve("quarkus.datasource.password"), environment.remove("QUARKUS_DATASOURCE_PASSWORD"));
        Files.writeString(secrets.resolve("ssl-orders.ca.alpha.credentials.token"), CaStub.TOKEN + "\n");
        environment.put("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS", secrets.toString());
        newCertificate();
        environment.put("QUARKUS_TLS__SERVER__KEY_STORE_PEM__0__CERT", tls("server.crt"));
        environment.put("QUARKUS_TLS__SERVER__KEY_STORE_PEM__0__KEY", tls("server.key"));
        environment.put("QUARKUS_TLS__SERVER__RELOAD_PERIOD", "1s");
        environment.put("QUARKUS_HTTP_TLS_CONFIGURATION_NAME", "server");
        environment.put("QUARKUS_HTTP_SSL_PORT", String.valueOf(tlsPort));
        environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
        environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        environment.put("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true");
        environment.put("QUARKUS_OTEL_SDK_DISABLED", "false");
        environment.put("QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", ca.url());
        environment.put("QUARKUS_OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf");
        environment.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms");
        return environment;
    }

    private static String tls(String file) {
        return folder.resolve("tls").resolve(file).toString();
    }

    /** Replaces the content of the certificate files, as a renewal does. */
    private static void newCertificate() throws Exception {
        Path made = Files.createTempDirectory(folder, "made");
        new CertificateGenerator(made, true)
                .generate(new CertificateRequest()
                        .withName("server")
                        .withCN("localhost")
                        .withFormat(Format.PEM));
        Files.createDirectories(folder.resolve("tls"));
        for (String file : List.of("server.key", "server.crt")) {
            Files.copy(made.resolve(file), Path.of(tls(file)), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void openApiDocumentsAreOffByDefault() throws Exception {
        try (HttpClient http = client()) {
            assertThat(send(http, "GET", "/q/openapi", token, "").statusCode()).isEqualTo(404);
            assertThat(send(http, "GET", "/q/swagger-ui/", token, "").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void resendOverTlsUsesSecretsFromFiles() {
        assertThat(resend.statusCode()).as(resend.body()).isEqualTo(202);
        assertThat(ca.resends("CA-1001").getFirst().getHeader("Authorization")).isEqualTo("Bearer " + CaStub.TOKEN);
    }

    @Test
    void onlyTheTraceOfTheCallerIsForwardedToTheCa() {
        LoggedRequest call = ca.resends("CA-1001").getFirst();

        assertThat(call.getHeader("traceparent"))
                .startsWith("00-" + TRACE + "-")
                .endsWith("-01");
        assertThat(call.getHeaders().keys()).doesNotContain("baggage");
    }

    @Test
    void spansAreExportedWithoutAddressesAndTokens() {
        byte[] id = HexFormat.of().parseHex(TRACE);
        await().until(() -> exported().contains(new String(id, StandardCharsets.ISO_8859_1)));

        assertThat(exported())
                .contains("ssl-orders", "/ssl/orders/{id}/fulfillment-email/resend")
                .doesNotContain("admin@", token, CaStub.TOKEN, "in-the-baggage");
    }

    private static String exported() {
        StringBuilder all = new StringBuilder();
        ca.wireMock()
                .findAll(postRequestedFor(urlPathEqualTo("/v1/traces")))
                .forEach(request -> all.append(new String(request.getBody(), StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    @Test
    void logLinesAreJsonWithTheIdsOfTheAttempt() throws IOException {
        JsonNode attempt = line("attempt 1");

        assertThat(attempt.path("level").asText()).isEqualTo("INFO");
        JsonNode ids = attempt.path("mdc");
        assertThat(ids.path("traceId").asText()).isEqualTo(TRACE);
        assertThat(ids.path("account").asText()).isEqualTo("acme");
        assertThat(ids.path("order").asText()).isEqualTo("1001");
        assertThat(ids.path("resend").asText())
                .isEqualTo(JSON.readTree(resend.body()).path("id").asText());
    }

    @Test
    void accessLogHasClientRequestAndStatus() throws IOException {
        JsonNode access = line(RESEND);

        assertThat(access.path("message").asText()).matches(CUSTOMER + " \\S+ \"POST " + RESEND + "\" 202 \\d+");
        assertThat(access.path("mdc").path("traceId").asText()).isEqualTo(TRACE);
        assertThat(access.path("mdc").path("account").asText()).isEqualTo("acme");
        assertThat(access.path("mdc").has("resend")).isFalse();
    }

    @Test
    void accessLogLineCannotBeForged() throws Exception {
        String forged = "x\n203.0.113.9 admin \"GET /ssl/orders/forged\" 200 1\u001b[2J";
        String token = oidc.token(
                "honest",
                List.of("ssl-orders"),
                Map.of("scope", Scopes.READ, "account_id", "acme", "upn", forged, "preferred_username", forged),
                600);
        String subject =
                oidc.token(forged, List.of("ssl-orders"), Map.of("scope", Scopes.READ, "account_id", "acme"), 600);
        try (HttpClient http = client();
                SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("localhost", tlsPort)) {
            assertThat(send(http, "GET", "/ssl/orders/forged-name", token, "").statusCode())
                    .isEqualTo(404);
            assertThat(send(http, "GET", "/ssl/orders/forged-subject", subject, "")
                            .statusCode())
                    .isEqualTo(401);
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /ssl/orders/forged-address HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "X-Forwarded-For: 203.0.113.8\u009b2J\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(" 401 ");
        }

        assertThat(line("forged-name").path("message").asText())
                .matches(CUSTOMER + " honest \"GET /ssl/orders/forged-name\" 404 \\d+");
        assertThat(line("forged-subject").path("message").asText())
                .matches(CUSTOMER + " - \"GET /ssl/orders/forged-subject\" 401 \\d+");
        assertThat(line("forged-address").path("message").asText()).startsWith("203.0.113.8\\u009b2J - ");
    }

    @Test
    void noLogLineHasAnAddressOrAToken() throws IOException {
        line("attempt 1");

        assertThat(Files.readString(LOG))
                .doesNotContain("admin@", token, CaStub.TOKEN, EmbeddedDatabase.PASSWORD + "\"", "in-the-baggage");
    }

    @Test
    void rateLimitUsesForwardedClientAddress() throws Exception {
        try (HttpClient http = client()) {
            HttpRequest unauthenticated = HttpRequest.newBuilder(
                            URI.create("https://localhost:" + tlsPort + "/ssl/orders"))
                    .timeout(Duration.ofSeconds(30))
                    .header("X-Forwarded-For", "198.51.100.1")
                    .build();
            Set<Integer> answers = new LinkedHashSet<>();
            for (int i = 0; i <= 100; i++) {
                answers.add(http.send(unauthenticated, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
            }

            assertThat(answers).containsExactly(401, 429);
            String other = oidc.token("acme", Scopes.READ);
            assertThat(send(http, "GET", "/ssl/orders", other, "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void rotatedCaTokenIsUsedWithoutRestart() throws Exception {
        Path file = folder.resolve("secrets").resolve("ssl-orders.ca.alpha.credentials.token");
        List<StubMapping> stubs = caAccepts("rotated-token");
        try (HttpClient http = client()) {
            assertThat(resendOf(http, "2001").body()).contains("urn:ssl-orders:problem:ca-credentials");

            Files.writeString(file, "rotated-token\n");
            AtomicInteger order = new AtomicInteger(2001);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> resendOf(http, String.valueOf(order.incrementAndGet()))
                                    .statusCode()
                            == 202);

            assertThat(Files.readString(LOG)).contains("CA alpha: the credential files have changed");
            assertThat(Files.readString(LOG)).doesNotContain("rotated-token");
        } finally {
            stubs.forEach(ca.wireMock()::removeStub);
            Files.writeString(file, CaStub.TOKEN + "\n");
        }
    }

    /** Lets the CA reject all tokens except one, and returns the stubs. */
    private static List<StubMapping> caAccepts(String caToken) {
        return List.of(
                ca.wireMock()
                        .stubFor(post(urlPathMatching("/alpha/.*"))
                                .atPriority(2)
                                .willReturn(aResponse().withStatus(401))),
                ca.wireMock()
                        .stubFor(post(urlPathMatching("/alpha/.*"))
                                .atPriority(1)
                                .withHeader("Authorization", equalTo("Bearer " + caToken))
                                .willReturn(aResponse().withStatus(204))));
    }

    private static HttpResponse<String> resendOf(HttpClient http, String id) throws Exception {
        String order = order().replace("CA-1001", "CA-" + id);
        send(http, "PUT", "/ssl/orders/" + id, oidc.token(null, Scopes.CAPTURE), order);
        return send(http, "POST", RESEND.replace("1001", id), token, "{}");
    }

    @Test
    void renewedCertificateIsServedWithoutRestart() throws Exception {
        X509Certificate first = served();
        newCertificate();

        // Between the writes of the two files, certificate and key may not match.
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(SSLException.class)
                .until(() -> !served().equals(first));
    }

    /** Waits for a log line whose message contains the text, and returns the first such line. */
    private static JsonNode line(String text) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        await().until(() -> {
            lines().stream()
                    .filter(line -> line.path("message").asText().contains(text))
                    .findFirst()
                    .ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private static List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(LOG)) {
            // Warnings that the JVM itself prints about a library bypass the log configuration.
            if (!line.startsWith("WARNING: ")) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private static X509Certificate served() throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("localhost", tlsPort)) {
            socket.setSoTimeout(5_000);
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static HttpClient client() throws Exception {
        return HttpClient.newBuilder().sslContext(trusting()).build();
    }

    /** Accepts any certificate: the test checks which one is served. */
    private static SSLContext trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        return context;
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static HttpResponse<String> send(HttpClient http, String method, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + tlsPort + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", CUSTOMER)
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .header("baggage", "secret=in-the-baggage")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String order() {
        return """
                {"accountId": "acme", "caOrderId": "CA-1001", "commonName": "shop.acme.example",
                "certificateType": "dv", "certificateAuthority": "alpha", "status": "issued",
                "statusAsOf": "2026-11-22T08:00:00Z", "orderedAt": "2026-01-01T00:00:00Z",
                "adminEmail": "admin@shop.acme.example"}""";
    }
}
