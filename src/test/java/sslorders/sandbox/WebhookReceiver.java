package sslorders.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A receiver of webhooks on the loopback interface. It verifies each signature with the library of Standard Webhooks, and shows the
 * received events at {@code /received}, newest last.
 */
public final class WebhookReceiver implements AutoCloseable {
    public static final String SECRET = "whsec_c2VjcmV0IG9mIHRoZSBzYW5kYm94J3MgcmVjZWl2ZXI=";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_SHOWN = 1000;

    private final HttpServer server;
    private final Webhook secret = new Webhook(SECRET);
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Consumer<String> log;

    private WebhookReceiver(HttpServer server, Consumer<String> log) {
        this.server = server;
        this.log = log;
    }

    /**
     * A webhook that has arrived.
     *
     * @param path the path of the endpoint's URL
     * @param id the header {@code webhook-id}
     * @param verified whether the signature and the time are valid
     */
    public record Received(String path, String id, boolean verified, JsonNode event) {}

    /**
     * Starts a receiver.
     *
     * @param port the port; 0 selects a free port
     * @param log receives one line for each webhook
     */
    public static WebhookReceiver start(int port, Consumer<String> log) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
            WebhookReceiver receiver = new WebhookReceiver(server, log);
            server.createContext("/", receiver::receive);
            server.createContext("/received", receiver::show);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns the received webhooks, oldest first. */
    public List<Received> received() {
        return received;
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        boolean verified = isVerified(body, headers);
        JsonNode event = verified ? JSON.readTree(body) : JSON.createObjectNode();
        Received webhook = new Received(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("webhook-id"),
                verified,
                event);
        received.add(webhook);
        log.accept("Webhook " + (verified ? "verified: " : "with an invalid signature: ")
                + event.path("type").asText() + " " + event.path("subject").asText());
        exchange.sendResponseHeaders(verified ? 204 : 401, -1);
        exchange.close();
    }

    private boolean isVerified(String body, Map<String, List<String>> headers) {
        try {
            secret.verify(body, headers);
            return true;
        } catch (WebhookVerificationException invalid) {
            return false;
        }
    }

    private void show(HttpExchange exchange) throws IOException {
        List<Received> all = List.copyOf(received);
        byte[] page = JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(all.subList(Math.max(0, all.size() - MAX_SHOWN), all.size()));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    /** Closes the port at once, also while webhooks arrive. */
    @Override
    public void close() {
        server.stop(0);
    }
}
