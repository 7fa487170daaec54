package sslorders.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import sslorders.sandbox.OidcServer;

/** A client of the service that acts for any account. */
final class Portal implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final String service;
    private final OidcServer oidc;

    Portal(String service, OidcServer oidc) {
        this.service = service;
        this.oidc = oidc;
    }

    /** Lists an account's first orders; returns whether it succeeded. */
    boolean list(String account) {
        return send(account, "GET", "/ssl/orders?limit=50", Map.of()) == 200;
    }

    /** Requests a resend; returns the status of the response. */
    int resend(String account, String order) {
        return send(account, "POST", path(order), Map.of());
    }

    /** Requests a resend without waiting for the CA. */
    int resendLater(String account, String order) {
        return send(account, "POST", path(order), Map.of("Prefer", "respond-async"));
    }

    private static String path(String order) {
        return "/ssl/orders/" + order + "/fulfillment-email/resend";
    }

    private int send(String account, String method, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + path))
                .header("Authorization", "Bearer " + tokens.computeIfAbsent(account, this::token))
                .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private String token(String account) {
        return oidc.token(
                "bench",
                List.of("ssl-orders"),
                Map.of("scope", "ssl-orders:read ssl-orders:resend", "account_id", account),
                7200);
    }

    @Override
    public void close() {
        http.close();
    }
}
