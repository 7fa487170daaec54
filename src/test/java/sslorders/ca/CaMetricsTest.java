package sslorders.ca;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/** Metrics and health of the CAs. */
@QuarkusTest
class CaMetricsTest extends ServiceTest {

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void everyCaHasMetrics() throws Exception {
        captured("1", capture("1"));
        as("acme").resend("1").then().statusCode(202);

        assertThat(page("/q/metrics").lines())
                .anyMatch(line -> line.startsWith("ssl_orders_ca_attempts_total{ca=\"alpha\",outcome=\"accepted\"}"))
                .anyMatch(line -> line.startsWith("ssl_orders_ca_call_seconds_bucket{ca=\"alpha\",le=\"0.25\"}"))
                .anyMatch(line -> line.equals("ssl_orders_ca_circuit{ca=\"alpha\",state=\"closed\"} 1.0"))
                .anyMatch(line -> line.equals("ssl_orders_ca_circuit{ca=\"alpha\",state=\"open\"} 0.0"))
                .anyMatch(line -> line.equals("ssl_orders_ca_since_accepted_seconds{ca=\"alpha\"} 0.0"))
                .anyMatch(line -> line.startsWith("ssl_orders_ca_since_accepted_seconds{ca=\"offline\"}"));
    }

    @Test
    void noMetricHasACallPathAsLabel() throws Exception {
        captured("metric-1", capture("metric-1"));
        as("acme").resend("metric-1").then().statusCode(202);

        assertThat(page("/q/metrics")).doesNotContain("metric-1").doesNotContain("http_client");
    }

    @Test
    void rejectedCredentialsAreCountedPerCa() throws Exception {
        captured("2", capture("2"));
        ca.wireMock()
                .stubFor(post(urlPathMatching(".*/CA-2/.*"))
                        .atPriority(1)
                        .willReturn(aResponse().withStatus(401)));
        double before = credentialsRefused("alpha");
        double others = credentialsRefused("beta");

        as("acme").resend("2").then().statusCode(502);

        assertThat(credentialsRefused("alpha")).isEqualTo(before + 1);
        assertThat(credentialsRefused("beta")).isEqualTo(others);
    }

    private double credentialsRefused(String authority) throws Exception {
        String name = "ssl_orders_ca_credentials_refused_total{ca=\"" + authority + "\"} ";
        return page("/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void healthShowsEveryCaAndStaysUp() throws Exception {
        captured("1", capture("1"));
        as("acme").resend("1").then().statusCode(202);

        assertThat(page("/q/health/well"))
                .contains(
                        "\"status\": \"UP\"",
                        "\"alpha\": \"circuit closed, last resend accepted at 2026-11-22T09:00:00Z\"")
                .contains("\"offline\": \"circuit closed, no resend accepted since the start\"");
        assertThat(page("/q/health/ready")).doesNotContain("alpha");
    }

    private String page(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(management.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
