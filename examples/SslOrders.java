import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Lists all orders, shows the preview of one order, requests a resend, and waits for its end.
 *
 * <p>Usage: {@code SSL_ORDERS_URL=http://localhost:8080 SSL_ORDERS_TOKEN=... java SslOrders.java ORDER_ID}
 *
 * <p>Requires Java 17 or later. The JDK has no JSON parser. A production client uses one, such as Jackson, instead of
 * {@link #member}.
 */
public class SslOrders {
    private static final String URL = Optional.ofNullable(System.getenv("SSL_ORDERS_URL")).orElse("http://localhost:8080");
    private static final String TOKEN = System.getenv("SSL_ORDERS_TOKEN");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_ATTEMPTS = 5;
    /** A longer wait is reported to the user. */
    private static final long MAX_RETRY_AFTER_SECONDS = 30;
    private static final Duration MAX_WAIT_FOR_END = Duration.ofSeconds(120);

    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    public static void main(String... arguments) throws InterruptedException {
        if (arguments.length != 1 || TOKEN == null) {
            System.err.println("Usage: SSL_ORDERS_URL=... SSL_ORDERS_TOKEN=... java SslOrders.java ORDER_ID");
            System.exit(1);
        }
        try {
            listOrders();
            String status = waitForEnd(resend(arguments[0]));
            System.out.println("Resend: " + status);
            System.exit(status.equals("accepted") ? 0 : 1);
        } catch (IOException failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }

    private static void listOrders() throws IOException, InterruptedException {
        Optional<String> cursor = Optional.empty();
        do {
            String page = ok(call(request("/ssl/orders?limit=20" + cursor.map(value -> "&cursor=" + value).orElse(""))));
            members(page, "id").forEach(System.out::println);
            cursor = member(page, "nextCursor");
        } while (cursor.isPresent());
    }

    /** Requests a resend to the recipient of the preview. Returns the path of the resend. */
    private static String resend(String order) throws IOException, InterruptedException {
        String path = "/ssl/orders/" + URLEncoder.encode(order, StandardCharsets.UTF_8) + "/fulfillment-email";
        // The last resend also has a recipient, which can be another one.
        String preview = ok(call(request(path))).replaceAll("\"lastResend\"\\s*:\\s*\\{[^}]*}", "");
        Optional<String> recipient = member(preview, "recipient");
        System.out.println("Recipient: " + recipient.orElse("none"));
        // A portal shows the recipient here, and continues only after the user has confirmed it.
        // A captured address contains no quotes and no backslashes, so it needs no escaping in JSON.
        String body = recipient.map("{\"expectedRecipient\": \"%s\"}"::formatted).orElse("{}");
        HttpResponse<String> response = call(request(path + "/resend")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        // 504: the outcome is unknown.
        if (response.statusCode() != 202 && response.statusCode() != 504) {
            ok(response);
        }
        return response.headers().firstValue("Location").orElseThrow(() -> new IOException("No resend was created."));
    }

    /** Polls the resend until it is final or the time is over. Returns its status. */
    private static String waitForEnd(String path) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(MAX_WAIT_FOR_END);
        for (long delay = 1; ; delay = Math.min(2 * delay, 30)) {
            HttpResponse<String> response = call(request(path));
            String resend = ok(response);
            if (member(resend, "settledAt").isPresent() || Instant.now().isAfter(end)) {
                return member(resend, "status").orElseThrow();
            }
            Thread.sleep(Duration.ofSeconds(retryAfter(response, delay)).toMillis());
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(URL + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", "Bearer " + TOKEN);
    }

    /** Sends a request and retries it after temporary failures. Each retry has the same headers, including Idempotency-Key. */
    private static HttpResponse<String> call(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            long delay = 1L << attempt;
            String failure;
            try {
                HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
                int status = response.statusCode();
                boolean isTemporary = status == 429 || status == 503;
                if (isTemporary) {
                    delay = retryAfter(response, delay);
                }
                boolean isOfProxy = status >= 500 && !isProblem(response);
                if (isTemporary ? delay > MAX_RETRY_AFTER_SECONDS : !isOfProxy) {
                    return response;
                }
                failure = "status " + status;
            } catch (IOException error) {
                // The service may have received the request.
                failure = error.toString();
            }
            System.err.printf("%s %s: %s; retry in %d s%n", request.method(), request.uri().getPath(), failure, delay);
            Thread.sleep(Duration.ofSeconds(delay).toMillis());
        }
        throw new IOException("The service is not available.");
    }

    /** Returns the body of a successful response. Programs decide by the type of a problem; title and detail are for readers. */
    private static String ok(HttpResponse<String> response) throws IOException {
        String body = response.body();
        if (response.statusCode() < 300) {
            return body;
        }
        if (!isProblem(response)) {
            throw new IOException("Unexpected response with status " + response.statusCode());
        }
        throw new IOException("%s: %s (%s)".formatted(
                member(body, "title").orElse(""), member(body, "detail").orElse(""), member(body, "type").orElse("")));
    }

    private static boolean isProblem(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
    }

    /** Returns the seconds of Retry-After, or the default if the header is absent. */
    private static long retryAfter(HttpResponse<String> response, long defaultSeconds) {
        return response.headers().firstValueAsLong("Retry-After").orElse(defaultSeconds);
    }

    /** Returns the first string value of a member. */
    private static Optional<String> member(String json, String name) {
        return members(json, name).stream().findFirst();
    }

    /** Returns all string values of a member. Escapes in values are not decoded. */
    private static List<String> members(String json, String name) {
        return Pattern.compile("\"" + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(json)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
