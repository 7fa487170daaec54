package sslorders.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sslorders.account.Scopes;

/** Runs the clients of the folder {@code examples} against the sandbox, through a proxy that fails at first. */
class ExamplesIT {
    private static final Path EXAMPLES = Path.of("examples");
    private static final Path LOG = Path.of("target", "examples-it.log");

    private static Sandbox sandbox;
    private static WireMockServer proxy;
    private static String token;

    @TempDir
    Path folder;

    /**
     * A client and the order whose fulfillment e-mail it resends.
     *
     * @param isRequired whether the test fails, and is not skipped, if the command is missing
     */
    record Client(String command, String file, String order, boolean isRequired) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Client> clients() {
        return Stream.of(
                new Client("sh", "ssl-orders.sh", "1011", true),
                new Client("node", "ssl-orders.mjs", "1012", false),
                new Client("python3", "ssl-orders.py", "1014", false),
                new Client(Program.JAVA, "SslOrders.java", "1015", true));
    }

    @BeforeAll
    static void start() {
        sandbox = new Sandbox();
        sandbox.start(new Sandbox.Ports(ServiceProcess.freePort(), 0, 0, 0), LOG);
        token = sandbox.oidc().token("acme", Scopes.READ, Scopes.RESEND);
        proxy = new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
        proxy.start();
        proxy.stubFor(any(anyUrl())
                .willReturn(aResponse().proxiedFrom(sandbox.service().url())));
    }

    @AfterAll
    static void end() {
        proxy.stop();
        sandbox.close();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void clientResendsAfterFailures(Client client) throws IOException, InterruptedException {
        String resend = "/ssl/orders/" + client.order() + "/fulfillment-email/resend";
        failTwice(resend);
        sandbox.ca().throttleOnce("CA-" + client.order());

        Program.Result result = run(client, client.order());

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output())
                .contains(DemoOrders.at(Instant.EPOCH).stream()
                        .filter(order -> order.get("accountId").equals("acme"))
                        .map(order -> order.get("id"))
                        .toList())
                .contains("Recipient: admin@", "Resend: accepted");
        List<String> keys = proxy.findAll(postRequestedFor(urlPathEqualTo(resend))).stream()
                .map(request -> request.getHeader("Idempotency-Key"))
                .toList();
        assertThat(keys).hasSize(3).doesNotContainNull().containsOnly(keys.getFirst());
        assertThat(sandbox.ca().resends("CA-" + client.order()))
                .as("one call that is throttled, and one that is accepted")
                .hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void clientReportsProblem(Client client) throws IOException, InterruptedException {
        Program.Result result = run(client, "1002");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .contains("The certificate has not been issued yet", "urn:ssl-orders:problem:order-not-issued");
        assertThat(result.output()).doesNotContain("Resend:");
    }

    @Test
    void requestsOfHttpFileSucceed() throws IOException, InterruptedException {
        HttpFile file = HttpFile.read(EXAMPLES.resolve("ssl-orders.http"))
                .with(Map.of(
                        "url", sandbox.service().url(),
                        "issuer", sandbox.oidc().issuer(),
                        "token", token));
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (HttpFile.Request request : file.requests().toList()) {
                HttpResponse<String> response = http.send(request.toHttp(), HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode())
                        .as("%s: %s", request.name(), response.body())
                        .isBetween(200, 202);
            }
        }
        assertThat(sandbox.ca().resends("CA-1010")).hasSize(1);
    }

    /** Closes the connection of the first request without a response, and rejects the second request. */
    private static void failTwice(String resend) {
        proxy.stubFor(post(urlPathEqualTo(resend))
                .inScenario(resend)
                .whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE))
                .willSetStateTo("disconnected"));
        proxy.stubFor(post(urlPathEqualTo(resend))
                .inScenario(resend)
                .whenScenarioStateIs("disconnected")
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "1"))
                .willSetStateTo("rejected"));
    }

    private Program.Result run(Client client, String order) throws IOException, InterruptedException {
        if (!client.isRequired()) {
            Program.assumeInstalled(client.command(), "ExamplesIT: " + client.file());
        }
        Program program = new Program(
                List.of(client.command(), EXAMPLES.resolve(client.file()).toString(), order),
                Map.of(
                        "SSL_ORDERS_URL",
                        "http://127.0.0.1:" + proxy.port(),
                        "SSL_ORDERS_TOKEN",
                        token,
                        "no_proxy",
                        "127.0.0.1"));
        return program.run(folder, Duration.ofSeconds(90));
    }
}
