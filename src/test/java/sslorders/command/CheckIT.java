package sslorders.command;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.sandbox.CaStub;
import sslorders.sandbox.ServiceProcess;
import sslorders.sandbox.WebhookReceiver;

/** The command {@code check} of the packaged jar, without a database and without an issuer. */
class CheckIT {
    private static CaStub ca;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        ca = CaStub.start(0);
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    @BeforeEach
    void reset() {
        ca.reset();
    }

    /** The exit status of a command, and its output. */
    private record Result(int status, String output, String errors) {}

    @Test
    void provenAccessHasStatus0() throws Exception {
        Result result = run("check", "alpha", "shop", "--order", "shop=4711");

        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.output().lines())
                .contains("alpha: rest at " + ca.url() + "/alpha", "alpha: not failed", "shop: not failed")
                .anyMatch(line -> line.matches(" +name +proven +localhost is .*127\\.0\\.0\\.1.*"))
                .anyMatch(line -> line.matches(" +connection +proven +connected to .*"))
                .anyMatch(line -> line.matches(" +tls +not-proven +no TLS.*"))
                .anyMatch(line -> line.matches(" +read +proven +the CA accepted OPTIONS.*"))
                .anyMatch(line -> line.contains("template types [DomainControlValidation, CertificateIssued]"))
                .noneMatch(line -> line.contains("sandbox-ca-token") || line.contains("sandbox-godaddy"));
        assertThat(ca.wireMock().findAll(postRequestedFor(anyUrl()))).isEmpty();
        assertThat(ca.calls()).hasSize(2);
    }

    @Test
    void failedAccessHasStatus1() throws Exception {
        Result result = run("check");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .contains("alpha: not failed", "wrong: failed", "the CA rejected the credentials (code 401)")
                .contains("offline: failed", "connection failed: ")
                .doesNotContain("revoked-token");
        assertThat(result.errors()).doesNotContain("\tat ", "revoked-token");
    }

    @Test
    void invalidConfigurationHasStatus1() throws Exception {
        Map<String, String> environment = environment();
        environment.put("SSL_ORDERS_CA_ALPHA_DIALECT", "soap");
        Result result = run(environment, "check");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output() + result.errors()).contains("ssl-orders.ca.alpha.dialect");
    }

    @Test
    void unknownCaHasStatus2() throws Exception {
        Result result = run("check", "gamma");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errors()).contains("gamma", "configured: alpha, offline, shop, wrong");
        assertThat(ca.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chek", "check --orders", "check --order", "-check"})
    void invalidArgumentsHaveStatus2AndShowTheUsage(String arguments) throws Exception {
        Result result = run(arguments.split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).contains("Usage: java -jar quarkus-run.jar", "check [--order NAME=ID]");
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return run(environment(), arguments);
    }

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process process = ServiceProcess.command(environment, List.of(arguments))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        // A service is running on its ports, or they are not permitted: a command does not open them.
        environment.put("QUARKUS_HTTP_PORT", "1");
        environment.put("QUARKUS_MANAGEMENT_PORT", "1");
        environment.put("QUARKUS_SHUTDOWN_DELAY", "1h");
        // The settings of a complete installation do not affect a command.
        environment.put("SSL_ORDERS_PAGE_ENABLED", "true");
        environment.put("SSL_ORDERS_PAGE_CLIENT_ID", "ssl-orders");
        environment.put("SSL_ORDERS_PAGE_CLIENT_SECRET", "any");
        environment.put("SSL_ORDERS_PAGE_SECRET", "0123456789abcdef0123456789abcdef");
        environment.put("SSL_ORDERS_PAGE_SUPPORT_CLAIM", "groups");
        environment.put("SSL_ORDERS_WEBHOOK_ALL_URL", "http://localhost:9/events");
        environment.put("SSL_ORDERS_WEBHOOK_ALL_SECRET", WebhookReceiver.SECRET);
        add(environment, "ALPHA", "rest", ca.url() + "/alpha");
        environment.put("SSL_ORDERS_CA_ALPHA_CREDENTIALS_TOKEN", CaStub.TOKEN);
        add(environment, "SHOP", "godaddy", ca.url() + "/godaddy");
        environment.put("SSL_ORDERS_CA_SHOP_CREDENTIALS_KEY", "sandbox-godaddy-key");
        environment.put("SSL_ORDERS_CA_SHOP_CREDENTIALS_SECRET", "sandbox-godaddy-secret");
        add(environment, "WRONG", "rest", ca.url() + "/beta");
        environment.put("SSL_ORDERS_CA_WRONG_CREDENTIALS_TOKEN", "revoked-token");
        add(environment, "OFFLINE", "rest", "http://localhost:9");
        environment.put("SSL_ORDERS_CA_OFFLINE_CREDENTIALS_TOKEN", CaStub.TOKEN);
        return environment;
    }

    private static void add(Map<String, String> environment, String name, String dialect, String url) {
        environment.put("SSL_ORDERS_CA_" + name + "_DIALECT", dialect);
        environment.put("SSL_ORDERS_CA_" + name + "_URL", url);
    }
}
