package sslorders.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sslorders.sandbox.CaStub;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;
import sslorders.sandbox.ServiceProcess;
import sslorders.sandbox.WebhookReceiver;

/** The command {@code redeliver} of the packaged jar, beside a replica that delivers the events. */
class RedeliverIT {
    private static final String SINCE = "2026-11-26T09:00:00Z";

    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private static OidcServer oidc;
    private static WebhookReceiver receiver;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start();
        oidc = OidcServer.start(0);
        receiver = WebhookReceiver.start(0, line -> {});
        service =
                ServiceProcess.launch(ServiceProcess.freePort(), environment(), Path.of("target", "redeliver-it.log"));
        service.awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        receiver.close();
        oidc.close();
        database.close();
    }

    /** The exit status of a command, and its output. */
    private record Result(int status, String output) {}

    @Test
    void eventsOfDisabledEndpointAreDelivered() throws Exception {
        // The IDs contain the times 08:59 and 09:01.
        event("01a21714-5c20-7000-8000-000000000001");
        event("01a21716-30e0-7000-8000-000000000002");
        database.execute("insert into webhook_endpoint (name, disabled_at) values ('acme', now())");

        Result result = run(environment(), "redeliver", "acme", SINCE);

        assertThat(result).isEqualTo(new Result(0, "acme: 1 events since " + SINCE + " are enqueued\n"));
        await().atMost(Duration.ofSeconds(30)).until(() -> !receiver.received().isEmpty());
        assertThat(receiver.received()).singleElement().satisfies(webhook -> {
            assertThat(webhook.verified()).isTrue();
            assertThat(webhook.id()).endsWith("2");
        });
        assertThat(database.rows("select name from webhook_endpoint")).isEmpty();
    }

    @Test
    void unknownEndpointHasStatus2() throws Exception {
        Result result = run(environment(), "redeliver", "globex", SINCE);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).contains("no webhook endpoint is configured with the name globex");
    }

    @Test
    void invalidTimeHasStatus2AndShowsTheUsage() throws Exception {
        Result result = run(Map.of(), "redeliver", "acme", "yesterday");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).contains("yesterday", "redeliver ENDPOINT SINCE");
    }

    @Test
    void unavailableDatabaseHasStatus1() throws Exception {
        Map<String, String> environment = environment();
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:9/none");

        Result result = run(environment, "redeliver", "acme", SINCE);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("the database is unavailable").doesNotContain("\tat ");
    }

    private static void event(String id) {
        database.execute("insert into event (id, account_id, type, order_id, certificate_authority, occurred_at)"
                + " values ('" + id + "', 'acme', 'order.admin-email-changed', '1001', 'alpha', now())");
    }

    private static Result run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = ServiceProcess.command(environment, List.of(arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(ServiceProcess.environment(database, oidc));
        environment.put("SSL_ORDERS_CA_ALPHA_DIALECT", "rest");
        environment.put("SSL_ORDERS_CA_ALPHA_URL", "http://localhost:9");
        environment.put("SSL_ORDERS_CA_ALPHA_CREDENTIALS_TOKEN", CaStub.TOKEN);
        environment.put("SSL_ORDERS_WEBHOOK_ACME_URL", receiver.url() + "/events");
        environment.put("SSL_ORDERS_WEBHOOK_ACME_SECRET", WebhookReceiver.SECRET);
        return environment;
    }
}
