import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import sslorders.client.ApiClient;
import sslorders.client.ApiException;
import sslorders.client.ApiResponse;
import sslorders.client.api.FulfillmentEmailApi;
import sslorders.client.api.FulfillmentEmailApi.APIGetResendRequest;
import sslorders.client.api.FulfillmentEmailApi.APIPreviewFulfillmentEmailRequest;
import sslorders.client.api.FulfillmentEmailApi.APIResendFulfillmentEmailRequest;
import sslorders.client.api.OrdersApi;
import sslorders.client.api.OrdersApi.APIListOrdersRequest;
import sslorders.client.model.FulfillmentEmail;
import sslorders.client.model.OrderPage;
import sslorders.client.model.Problem;
import sslorders.client.model.Resend;
import sslorders.client.model.ResendRequest;
import sslorders.client.model.ResendStatus;

/**
 * Lists all orders, shows the preview of one order, requests a resend, and waits for its end, with the client that is generated from
 * the contract with the options in {@code java.yaml}.
 *
 * <p>Usage: {@code SSL_ORDERS_URL=http://localhost:8080 SSL_ORDERS_TOKEN=... java -cp ... MainJob ORDER_ID}
 *
 * <p>The file {@code SslOrders.java} of the folder above also retries requests after temporary failures.
 */
public final class MainJob {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration MAX_WAIT_FOR_END = Duration.ofSeconds(120);

    private final OrdersApi orders;
    private final FulfillmentEmailApi emails;

    private MainJob(ApiClient client) {
        orders = new OrdersApi(client);
        emails = new FulfillmentEmailApi(client);
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(System.getenv("SSL_ORDERS_URL"));
        client.setConnectTimeout(CONNECT_TIMEOUT);
        client.setReadTimeout(REQUEST_TIMEOUT);
        String token = System.getenv("SSL_ORDERS_TOKEN");
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        try {
            ResendStatus status = new MainJob(client).run(arguments[0]);
            System.out.println("Resend: " + status);
            System.exit(status == ResendStatus.ACCEPTED ? 0 : 1);
        } catch (ApiException failure) {
            System.err.println(message(failure, client.getObjectMapper()));
            System.exit(1);
        }
    }

    private ResendStatus run(String order) throws ApiException, InterruptedException {
        listOrders();
        FulfillmentEmail preview = emails.previewFulfillmentEmail(
                APIPreviewFulfillmentEmailRequest.newBuilder().id(order).build());
        System.out.println("Recipient: " + preview.getRecipient());
        // A portal shows the recipient here, and continues only after the user has confirmed it.
        return waitForEnd(emails.resendFulfillmentEmailWithHttpInfo(APIResendFulfillmentEmailRequest.newBuilder()
                        .id(order)
                        .idempotencyKey(UUID.randomUUID().toString())
                        .resendRequest(new ResendRequest().expectedRecipient(preview.getRecipient()))
                        .build()))
                .getStatus();
    }

    private void listOrders() throws ApiException {
        String cursor = null;
        do {
            OrderPage page = orders.listOrders(
                    APIListOrdersRequest.newBuilder().limit(20).cursor(cursor).build());
            page.getOrders().forEach(order -> System.out.printf("%s %s%n", order.getId(), order.getStatus()));
            cursor = page.getNextCursor();
        } while (cursor != null);
    }

    /** Polls the resend until it is final or the time is over. */
    private Resend waitForEnd(ApiResponse<Resend> first) throws ApiException, InterruptedException {
        Instant end = Instant.now().plus(MAX_WAIT_FOR_END);
        ApiResponse<Resend> response = first;
        while (response.getData().getSettledAt() == null && Instant.now().isBefore(end)) {
            List<String> retryAfter = response.getHeaders().getOrDefault("Retry-After", List.of("1"));
            Thread.sleep(Duration.ofSeconds(Long.parseLong(retryAfter.get(0))));
            Resend resend = response.getData();
            response = emails.getResendWithHttpInfo(APIGetResendRequest.newBuilder()
                    .id(resend.getOrderId())
                    .resendId(resend.getId())
                    .build());
        }
        return response.getData();
    }

    /** Returns the text of the problem document, or of the failure if no response arrived or a proxy sent it. */
    private static String message(ApiException failure, ObjectMapper json) throws IOException {
        boolean isProblem = failure.getResponseHeaders() != null
                && failure.getResponseHeaders()
                        .firstValue("Content-Type")
                        .orElse("")
                        .startsWith("application/problem+json");
        if (!isProblem) {
            return failure.toString();
        }
        // Programs decide by type; title and detail are for readers.
        Problem problem = json.readValue(failure.getResponseBody(), Problem.class);
        return "%s: %s (%s)".formatted(problem.getTitle(), problem.getDetail(), problem.getType());
    }
}
