package sslorders.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The service and everything that it needs, on one machine; {@code make run} starts it. It runs the packaged jar,
 * captures the demo orders through the API, and stops everything when it is closed.
 */
public final class Sandbox implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The running parts, the last started first. */
    private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();

    private final ReadWriteLock ending = new ReentrantReadWriteLock();
    private boolean closed;
    private EmbeddedDatabase database;
    private OidcServer oidc;
    private CaStub ca;
    private WebhookReceiver receiver;
    private ServiceProcess service;

    /** The ports. 0 selects a free port, except for the service's own port. */
    public record Ports(int service, int management, int issuer, int ca, int receiver) {

        /** Selects a free port for the receiver of webhooks. */
        public Ports(int service, int management, int issuer, int ca) {
            this(service, management, issuer, ca, 0);
        }

        static Ports fromEnvironment() {
            return new Ports(
                    port("SANDBOX_PORT", 8080),
                    port("SANDBOX_MANAGEMENT_PORT", 9000),
                    port("SANDBOX_ISSUER_PORT", 8090),
                    port("SANDBOX_CA_PORT", 8089),
                    port("SANDBOX_RECEIVER_PORT", 8091));
        }

        private static int port(String variable, int otherwise) {
            String port = System.getenv(variable);
            return port == null || port.isBlank() ? otherwise : Integer.parseInt(port.strip());
        }
    }

    /** Starts the sandbox, prints the URLs, and runs until it is terminated or the service exits. */
    public static void main(String... arguments) {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        Sandbox sandbox = new Sandbox();
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-end"));
        try {
            sandbox.start(Ports.fromEnvironment(), null);
            System.out.print(sandbox.welcome());
            System.exit(sandbox.service.awaitExit());
        } catch (RuntimeException e) {
            System.err.println("The sandbox did not start: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Starts the parts, the service and the demo orders.
     *
     * @param log the file for the service's output; null for this process's output
     */
    public void start(Ports ports, Path log) {
        start(ports, log, List.of());
    }

    /**
     * Starts the sandbox with options for the JVM of the service.
     *
     * @param jvmOptions the options in addition to the options of the system property {@code service.jvm.options}
     */
    public void start(Ports ports, Path log, List<String> jvmOptions) {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
            Future<EmbeddedDatabase> first = threads.submit(() -> start(EmbeddedDatabase::start));
            Future<OidcServer> second = threads.submit(() -> start(() -> OidcServer.start(ports.issuer())));
            Future<CaStub> third = threads.submit(() -> start(() -> CaStub.start(ports.ca())));
            database = started(first);
            oidc = started(second);
            ca = started(third);
        }
        Consumer<String> webhooks = log == null ? System.out::println : line -> {};
        receiver = start(() -> WebhookReceiver.start(ports.receiver(), webhooks));
        database.createPasswordUser();
        Map<String, String> environment = environment();
        if (ports.management() != 0) {
            environment.put(ServiceProcess.MANAGEMENT_PORT, String.valueOf(ports.management()));
        }
        service = start(() -> ServiceProcess.launch(ports.service(), environment, log, jvmOptions));
        service.awaitReady();
        capture();
    }

    public ServiceProcess service() {
        return service;
    }

    public OidcServer oidc() {
        return oidc;
    }

    public CaStub ca() {
        return ca;
    }

    WebhookReceiver receiver() {
        return receiver;
    }

    Map<String, String> environment() {
        Map<String, String> environment = ServiceProcess.environment(database, oidc);
        environment.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedDatabase.PASSWORD_USERNAME);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedDatabase.PASSWORD_OF_USER);
        SandboxAuthorities.configure(environment, ca, oidc);
        environment.put("SSL_ORDERS_WEBHOOK_SANDBOX_URL", receiver.url() + "/events");
        environment.put("SSL_ORDERS_WEBHOOK_SANDBOX_SECRET", WebhookReceiver.SECRET);
        environment.put("QUARKUS_SMALLRYE_OPENAPI_ENABLED", "true");
        environment.put("QUARKUS_SWAGGER_UI_ENABLED", "true");
        environment.put("SSL_ORDERS_PAGE_ENABLED", "true");
        environment.put("SSL_ORDERS_PAGE_CLIENT_ID", "ssl-orders-page");
        environment.put("SSL_ORDERS_PAGE_CLIENT_SECRET", "any");
        environment.put("SSL_ORDERS_PAGE_SECRET", "sandbox-".repeat(5));
        environment.put("SSL_ORDERS_PAGE_SUPPORT_CLAIM", "roles");
        // The sandbox has no TLS, and not every browser takes a secure cookie from localhost.
        environment.put("QUARKUS_OIDC_PAGE_AUTHENTICATION_COOKIE_FORCE_SECURE", "false");
        return environment;
    }

    private void capture() {
        String token = oidc.token(null, "ssl-orders:capture");
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Map<String, String> order : DemoOrders.at(Instant.now())) {
                Map<String, String> body = new LinkedHashMap<>(order);
                String id = body.remove("id");
                HttpRequest put = HttpRequest.newBuilder(URI.create(service.url() + "/ssl/orders/" + id))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
                HttpResponse<String> answer = http.send(put, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 201) {
                    throw new IllegalStateException(
                            "order " + id + " was not captured: " + answer.statusCode() + " " + answer.body());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the demo orders were not captured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String welcome() {
        return """

                SSL Orders is running.
                  page     %1$s/console   (choose acme, or the support agent, in the login form)
                  service  %1$s   (Swagger UI: %1$s/q/swagger-ui)
                  health   %4$s/q/health   (metrics: %4$s/q/metrics)
                  issuer   %2$s
                  CA stub  %3$s   (its journal: %3$s/__admin/requests)
                  webhooks %5$s/received   (the events that the service has sent)

                Paste into another terminal:
                  TOKEN=$(curl -s %2$s/token -d grant_type=client_credentials \\
                    -d client_id=acme-portal -d client_secret=any -d scope='ssl-orders:read ssl-orders:resend' \\
                    | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p')
                  curl -s -w '\\n' -H "Authorization: Bearer $TOKEN" '%1$s/ssl/orders?limit=20'
                  curl -s -w '\\n' -H "Authorization: Bearer $TOKEN" %1$s/ssl/orders/1001/fulfillment-email
                  curl -si -w '\\n' -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                    -d '{"expectedRecipient": "admin@shop.acme.example"}' \\
                    %1$s/ssl/orders/1001/fulfillment-email/resend

                Press Ctrl-C to stop it.
                """.formatted(service.url(), oidc.issuer(), ca.url(), service.managementUrl(), receiver.url());
    }

    private static <T> T started(Future<T> part) {
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Starts a part under the read lock. A shutdown during the start waits for all parts that are being started, and
     * then closes them.
     */
    private <T extends AutoCloseable> T start(Supplier<T> starter) {
        ending.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the sandbox is shutting down");
            }
            T part = starter.get();
            parts.push(part);
            return part;
        } finally {
            ending.readLock().unlock();
        }
    }

    /** Closes all parts, the service first. If a part fails to close, the other parts are still closed. */
    @Override
    public void close() {
        ending.writeLock().lock();
        try {
            closed = true;
            while (!parts.isEmpty()) {
                try {
                    parts.pop().close();
                } catch (Exception e) {
                    System.err.println("A part of the sandbox could not be closed: " + e);
                }
            }
        } finally {
            ending.writeLock().unlock();
        }
    }
}
