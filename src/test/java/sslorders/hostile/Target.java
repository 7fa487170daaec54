package sslorders.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;
import sslorders.sandbox.ServiceProcess;

/**
 * The service under attack: the packaged jar with the image's options, a database with orders of many accounts, and a
 * CA.
 */
final class Target implements AutoCloseable {
    /** Number of accounts; each has 200 orders. */
    static final int ACCOUNTS = 500;

    private static final List<String> IMAGE_OPTIONS =
            List.of("@src/main/jvm/service.options", "@src/main/jvm/container.options");

    private static final Path LOG = Path.of("target", "hostile.log");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final EmbeddedDatabase database = EmbeddedDatabase.start();
    private final OidcServer oidc = OidcServer.start(0);
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port = ServiceProcess.freePort();
    private final int tlsPort = ServiceProcess.freePort();
    private final ServiceProcess service;

    /**
     * @param settings of the service, besides those that it must have and a CA {@code alpha} at a closed port
     */
    Target(Map<String, String> settings) {
        Map<String, String> environment = ServiceProcess.environment(database, oidc);
        environment.put("SSL_ORDERS_CA_ALPHA_DIALECT", "rest");
        environment.put("SSL_ORDERS_CA_ALPHA_URL", "http://localhost:9");
        environment.put("SSL_ORDERS_CA_ALPHA_CREDENTIALS_TOKEN", "token");
        Path certificate = certificate();
        environment.put("QUARKUS_TLS__SERVER__KEY_STORE_PEM__0__CERT", certificate + "/server.crt");
        environment.put("QUARKUS_TLS__SERVER__KEY_STORE_PEM__0__KEY", certificate + "/server.key");
        environment.put("QUARKUS_HTTP_TLS_CONFIGURATION_NAME", "server");
        environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "enabled");
        environment.put("QUARKUS_HTTP_SSL_PORT", String.valueOf(tlsPort));
        // All attackers and customers share one client address here.
        environment.put("SSL_ORDERS_HTTP_REFUSALS_PER_MINUTE", "100000000");
        environment.putAll(settings);
        service = ServiceProcess.launch(port, environment, LOG, IMAGE_OPTIONS);
        service.awaitReady();
        database.execute("""
                insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,
                  certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at)
                select i, 'account-' || i %% %d, 'CA-' || i, 'host-' || i || '.' || repeat('x', 60) || '.customer.example',
                  'domain-validated', 'alpha', 'issued', now(), now(), now() + i * interval '1 minute',
                  'administrator@host-' || i || '.customer.example', now()
                from generate_series(1, %d) i""".formatted(ACCOUNTS, ACCOUNTS * 200));
        database.execute("vacuum analyze certificate_order");
    }

    private static Path certificate() {
        try {
            Path folder = Files.createTempDirectory("ssl-orders-hostile");
            new CertificateGenerator(folder, true)
                    .generate(new CertificateRequest()
                            .withName("server")
                            .withCN("localhost")
                            .withFormat(Format.PEM));
            return folder;
        } catch (Exception e) {
            throw new IllegalStateException("no certificate", e);
        }
    }

    int tlsPort() {
        return tlsPort;
    }

    int port() {
        return port;
    }

    String url() {
        return service.url();
    }

    EmbeddedDatabase database() {
        return database;
    }

    /** Returns a token of an account with the scopes of a portal. */
    String token(String account) {
        return tokens.computeIfAbsent(
                account,
                name -> oidc.token(
                        name,
                        List.of("ssl-orders"),
                        Map.of("scope", "ssl-orders:read ssl-orders:resend", "account_id", name),
                        7200));
    }

    /** Returns a token of the ordering system. */
    String captureToken() {
        return oidc.token(null, "ssl-orders:capture");
    }

    /** Lists orders of an account, and returns any response. */
    HttpResponse<String> list(String account) throws IOException, InterruptedException {
        return send(request("/ssl/orders?limit=10", account).build());
    }

    HttpResponse<String> resend(String account, long order) throws IOException, InterruptedException {
        return send(request("/ssl/orders/" + order + "/fulfillment-email/resend", account)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    HttpRequest.Builder request(String path, String account) {
        return HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token(account));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    boolean isReady() throws InterruptedException {
        return service.isReady(http, Duration.ofSeconds(5));
    }

    /** Returns the metrics page. */
    String metrics() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(service.managementUrl() + "/q/metrics"))
                        .timeout(TIMEOUT)
                        .build())
                .body();
    }

    /** Returns the sum of a metric over all labels. */
    double metric(String name) throws IOException, InterruptedException {
        return Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$")
                .matcher(metrics())
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    /** Verifies that the process is alive, ready and works, and that nothing of the attack is in progress. */
    void isUnharmed() throws IOException, InterruptedException {
        assertThat(service.isAlive()).as("the service is alive").isTrue();
        await("the service is ready").atMost(TIMEOUT).until(this::isReady);
        await("no request is in progress").atMost(Duration.ofSeconds(60)).until(() -> {
            return metric("ssl_orders_requests_in_progress") == 0;
        });
        assertThat(list("account-1").statusCode()).isEqualTo(200);
        assertThat(Files.readString(LOG)).doesNotContain("OutOfMemoryError");
    }

    @Override
    public void close() {
        http.close();
        service.close();
        oidc.close();
        database.close();
    }
}
