package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/** The cardinality of metric labels is bounded: clients cannot add label values. */
@QuarkusTest
class MetricLabelsTest extends ServiceTest {
    private static final Set<String> PATHS = Set.of(
            "/ssl/orders",
            "/ssl/orders/import",
            "/ssl/orders/{id}",
            "/ssl/orders/{id}/admin-email-changes",
            "/ssl/accounts/{id}",
            "/ssl/accounts/{id}/erasure",
            "/ssl/orders/{id}/fulfillment-email",
            "/ssl/orders/{id}/fulfillment-email/resend",
            "/ssl/orders/{id}/fulfillment-email/resends",
            "/ssl/orders/{id}/fulfillment-email/resends/{resendId}",
            "/ssl/events",
            "/ssl/orders/{id}/fulfillment-email/resends/{resendId}/cancellation",
            "/ssl/resends",
            "/problems/{slug}",
            "/ssl/certificate-authorities",
            "/ssl/support/orders/{id}/fulfillment-email/resends/{resendId}/cancellation",
            "/ssl/support/orders/{id}/fulfillment-email/resends/{resendId}/resolution",
            "/ssl/support/orders/{id}/fulfillment-email/resends/{resendId}/retry",
            "/ssl/support/certificate-authorities",
            "/ssl/support/certificate-authorities/{name}/pause",
            "/ssl/support/actions",
            "/ssl/support/orders",
            "/ssl/support/orders/{id}",
            "/ssl/support/orders/{id}/fulfillment-email/resend",
            "/ssl/support/orders/{id}/fulfillment-email/resends",
            "/ssl/support/orders/{id}/fulfillment-email/resends/{resendId}",
            "/ssl/support/certificate-authorities/{name}/check",
            "NOT_FOUND",
            "REDIRECTION",
            "root",
            "/cors-preflight");

    @TestHTTPResource
    URI service;

    @Inject
    MeterRegistry meters;

    @Test
    void unknownMethodsAndPathsAddNoLabelValues() throws IOException {
        double before = problems("method-not-allowed");
        for (int i = 0; i < 120; i++) {
            send("FLOOD" + i + " /ssl/orders HTTP/1.1");
            send("PATCH /ssl/orders/flood" + i + " HTTP/1.1");
            send("GET /ssl/orders/flood" + i + "/flood HTTP/1.1");
            send("GET /flood" + i + " HTTP/1.1");
            send("GET /problems/flood" + i + " HTTP/1.1");
            send("GET //ssl/orders//flood" + i + "/ HTTP/1.1");
            send("GET /ssl/orders/flood" + i + "/fulfillment-email HTTP/1.1");
            send("GET /ssl/orders/%zz" + i + " HTTP/1.1");
        }
        await().until(() -> problems("method-not-allowed") >= before + 240);
        assertThat(labels("uri")).isSubsetOf(PATHS);
        assertThat(labels("method")).isSubsetOf("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE");
    }

    @Test
    void rejectedRequestHasPathOfItsOperation() {
        asAnonymous().preview("1001").then().statusCode(401);
        await().until(() -> meters.find("http.server.requests")
                        .tag("uri", "/ssl/orders/{id}/fulfillment-email")
                        .tag("status", "401")
                        .timer()
                != null);
    }

    private void send(String requestLine) throws IOException {
        try (Socket client = new Socket(service.getHost(), service.getPort())) {
            client.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().readAllBytes();
        }
    }

    private double problems(String type) {
        return meters.counter("ssl.orders.problems", "type", type).count();
    }

    private Set<String> labels(String name) {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("http.server"))
                .map(id -> id.getTag(name))
                .filter(value -> value != null)
                .collect(Collectors.toSet());
    }
}
