package sslorders.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import sslorders.account.Scopes;
import sslorders.sandbox.Sandbox;

/**
 * Typical requests of a day, sent to the service of a newly started sandbox: every operation with success, rejection
 * and unchanged data, and mostly lists. An unexpected response throws an exception.
 */
final class DailyWork {
    private static final int IMPORTED = 500;
    private static final String RESEND = "/fulfillment-email/resend";

    /** Expected responses to the first resend of the demo orders, as in the README. */
    private static final Map<String, Integer> RESENDS = Map.of(
            "1001", 202, "1002", 409, "1003", 409, "1004", 504, "1005", 202, "1006", 202, "1007", 202, "1008", 409);

    private final ObjectMapper json = new ObjectMapper();
    private final Sandbox sandbox;
    private final HttpClient http;
    private final String portal;
    private final String ordering;
    private final String support;
    private int requests;

    private DailyWork(Sandbox sandbox, HttpClient http) {
        this.sandbox = sandbox;
        this.http = http;
        this.portal = sandbox.oidc().token("acme", Scopes.READ, Scopes.RESEND);
        this.ordering = sandbox.oidc().token(null, Scopes.CAPTURE);
        this.support = sandbox.oidc().token(null, Scopes.SUPPORT, Scopes.OPERATE);
    }

    /**
     * Sends the requests.
     *
     * @param lists the number of additional plain lists
     * @return the number of requests that were sent
     */
    static int in(Sandbox sandbox, int lists) throws InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            DailyWork work = new DailyWork(sandbox, http);
            work.operators();
            work.captures();
            work.lists();
            work.resends();
            work.support();
            work.refusals();
            work.erasures();
            for (int i = 0; i < lists; i++) {
                work.expect(200, work.portal("/ssl/orders"));
            }
            work.operators();
            return work.requests;
        }
    }

    private void operators() throws InterruptedException {
        for (String path : List.of("health/started", "health/live", "health/ready", "health/well", "metrics")) {
            expect(200, HttpRequest.newBuilder(URI.create(sandbox.service().managementUrl() + "/q/" + path)));
        }
    }

    private void captures() throws InterruptedException {
        String order = order("4000");
        for (int status : List.of(201, 200)) {
            expect(status, ordering("/ssl/orders/4000", "application/json").PUT(BodyPublishers.ofString(order)));
        }
        StringBuilder lines = new StringBuilder("not JSON\n");
        for (int i = 1; i <= IMPORTED; i++) {
            lines.append("{\"id\":\"")
                    .append(4000 + i)
                    .append("\",")
                    .append(order("4000").substring(1))
                    .append('\n');
        }
        BodyPublisher plain = BodyPublishers.ofString(lines.toString());
        expect(200, ordering("/ssl/orders/import", "application/x-ndjson").POST(plain));
        expect(
                200,
                ordering("/ssl/orders/import", "application/x-ndjson")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(compressed(lines.toString()))));
    }

    private void lists() throws InterruptedException {
        List<String> filters = List.of(
                "status=issued",
                "certificateAuthority=alpha",
                "commonName=host-",
                "expiresBefore=2030-01-01T00:00:00Z",
                "sort=-expiresAt");
        for (String filter : filters) {
            String first = expect(200, portal("/ssl/orders?limit=20&" + filter)).body();
            String cursor = text(first, "nextCursor");
            expect(200, portal("/ssl/orders?limit=20&" + filter + "&cursor=" + cursor));
        }
        for (String path : List.of("/ssl/orders", "/ssl/orders/1001", "/ssl/certificate-authorities")) {
            String tag = expect(200, portal(path)).headers().firstValue("ETag").orElseThrow();
            expect(304, portal(path).header("If-None-Match", tag));
        }
    }

    private void resends() throws InterruptedException {
        for (Map.Entry<String, Integer> resend : RESENDS.entrySet()) {
            resend(resend.getKey(), resend.getValue());
        }
        List<String> accepted = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            accepted.add(String.valueOf(3000 + i));
            accepted.add(String.valueOf(1010 + i));
        }
        for (String order : accepted) {
            resend(order, 202);
        }
        expect(202, post("1020").header("Prefer", "respond-async"));
        for (String replayed : List.of("first", "again")) {
            expect(202, post("1021").header("Idempotency-Key", "training").header("User-Agent", replayed));
        }
        String event = text(expect(200, portal("/ssl/events?limit=1")).body(), "nextAfter");
        expect(200, portal("/ssl/events?after=" + event));
        expect(412, post("1022", "{\"expectedRecipient\":\"other@acme.example\"}"));
        String accepted1022 = expect(202, post("1022", "{\"expectedRecipient\":\"admin@host-22.acme.example\"}"))
                .body();
        String cancellation =
                "/ssl/orders/1022/fulfillment-email/resends/" + text(accepted1022, "id") + "/cancellation";
        expect(409, portal(cancellation).POST(BodyPublishers.noBody()));
    }

    private void resend(String order, int status) throws InterruptedException {
        expect(200, portal("/ssl/orders/" + order + "/fulfillment-email"));
        String answer = expect(status, post(order)).body();
        String history = "/ssl/orders/" + order + "/fulfillment-email/resends";
        expect(200, portal(history));
        if (status == 202) {
            expect(200, portal(history + "/" + text(answer, "id")));
        }
    }

    private void support() throws InterruptedException {
        String orders = "/ssl/support/orders";
        for (String query : List.of(
                "orderId=1023", "caOrderId=CA-10&match=prefix", "accountId=acme", "commonName=host-&match=prefix")) {
            expect(200, support(orders + "?limit=20&" + query));
        }
        expect(200, support(orders + "/1023"));
        String resend = expect(
                        202,
                        support(orders + "/1023" + RESEND)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"reason\":\"The customer called.\"}")))
                .body();
        String history = orders + "/1023/fulfillment-email/resends";
        expect(200, support(history));
        expect(200, support(history + "/" + text(resend, "id")));
        expect(200, support("/ssl/support/certificate-authorities/alpha/check").POST(BodyPublishers.noBody()));
        expect(200, support("/ssl/support/actions"));
        expect(200, support("/ssl/support/actions").header("Accept", "application/x-ndjson"));
    }

    private void refusals() throws InterruptedException {
        expect(429, post("1001"));
        expect(404, portal("/ssl/orders/none"));
        expect(400, portal("/ssl/orders?limit=many"));
        expect(403, ordering("/ssl/orders", "application/json"));
        expect(401, HttpRequest.newBuilder(URI.create(sandbox.service().url() + "/ssl/orders")));
        expect(200, HttpRequest.newBuilder(URI.create(sandbox.service().url() + "/problems/unauthorized")));
        expect(400, ordering("/ssl/orders/4000", "application/json").PUT(BodyPublishers.ofString("{")));
    }

    private void erasures() throws InterruptedException {
        expect(200, portal("/ssl/orders/4000/admin-email-changes"));
        for (int status : List.of(204, 404)) {
            expect(status, ordering("/ssl/orders/4000", "application/json").DELETE());
        }
        expect(202, ordering("/ssl/accounts/training", "application/json").DELETE());
        expect(200, ordering("/ssl/accounts/training/erasure", "application/json"));
    }

    private HttpRequest.Builder post(String order) {
        return portal("/ssl/orders/" + order + RESEND).POST(BodyPublishers.noBody());
    }

    private HttpRequest.Builder post(String order, String body) {
        return portal("/ssl/orders/" + order + RESEND)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder portal(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.service().url() + path))
                .header("Authorization", "Bearer " + portal);
    }

    private HttpRequest.Builder support(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.service().url() + path))
                .header("Authorization", "Bearer " + support);
    }

    private HttpRequest.Builder ordering(String path, String type) {
        return HttpRequest.newBuilder(URI.create(sandbox.service().url() + path))
                .header("Authorization", "Bearer " + ordering)
                .header("Content-Type", type);
    }

    private HttpResponse<String> expect(int status, HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.timeout(Duration.ofSeconds(60)).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != status) {
                throw new IllegalStateException(request.method() + " " + request.uri() + ": expected status " + status
                        + ", not " + answer.statusCode() + ": " + answer.body());
            }
            requests++;
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        }
    }

    private String text(String body, String property) {
        try {
            return json.readTree(body).required(property).asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String order(String caOrder) {
        return """
                {"accountId":"acme","caOrderId":"CA-%s","commonName":"host-%s.acme.example",\
                "certificateType":"wildcard","certificateAuthority":"alpha","status":"issued",\
                "statusAsOf":"2026-01-01T00:00:00Z","orderedAt":"2025-01-01T00:00:00Z",\
                "expiresAt":"2027-01-01T00:00:00Z","adminEmail":"admin@acme.example"}""".formatted(caOrder, caOrder);
    }

    private static byte[] compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
