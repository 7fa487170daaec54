package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static sslorders.error.ErrorType.NOT_ACCEPTABLE;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.contract.ContractClient;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;
import sslorders.testing.TlsClient;

/** Content negotiation by {@code Accept}. */
@QuarkusTest
class AcceptTest extends ServiceTest {
    @TestHTTPResource(tls = true)
    URI secure;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "application/problem+json",
                "application/json;q=0.9, application/problem+json",
                "text/html, application/vnd.acme+json;q=0.1",
            })
    void jsonMediaTypeIsAcceptable(String accept) {
        captured("1001", capture("1001"));

        for (String path : new String[] {"/ssl/orders", "/ssl/orders/1001", "/ssl/orders/1001/fulfillment-email"}) {
            as("acme").get(path).header("Accept", accept).then().statusCode(200).contentType("application/json");
        }
        asOrdering()
                .capture("1001", capture("1001"))
                .header("Accept", accept)
                .then()
                .statusCode(200)
                .contentType("application/json");
        as("acme")
                .resend("1001")
                .header("Accept", accept)
                .then()
                .statusCode(202)
                .contentType("application/json");
        as("acme")
                .history("1001")
                .header("Accept", accept)
                .then()
                .statusCode(200)
                .contentType("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "application/x-ndjson",
                "application/ndjson",
                "application/jsonl",
                "application/problem+json",
                "application/x-ndjson, application/problem+json",
                "application/vnd.acme+json",
                "text/html, application/json;q=0.1",
            })
    void importAcceptsJsonAndNdjsonMediaTypes(String accept) {
        asOrdering()
                .importLines("{}\n")
                .header("Accept", accept)
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml, image/*", "application/problem+json;q=0", "json"})
    void otherMediaTypesAreNotAcceptable(String accept) {
        as("acme").orders().header("Accept", accept).then().spec(isProblem(NOT_ACCEPTABLE));
        asOrdering().importLines("{}\n").header("Accept", accept).then().spec(isProblem(NOT_ACCEPTABLE));
    }

    @Test
    void ndjsonIsAcceptableForImportOnly() {
        as("acme").orders().header("Accept", "application/x-ndjson").then().statusCode(406);
    }

    @Test
    void jsonMediaTypeIsAcceptableOverHttp2() throws Exception {
        try (HttpClient http = TlsClient.http2()) {
            HttpResponse<String> response = ContractClient.send(
                    http,
                    HttpRequest.newBuilder(secure.resolve("/ssl/orders"))
                            .header(
                                    "Authorization",
                                    "Bearer " + TestParts.oidc().token("acme", Scopes.READ))
                            .header("Accept", "application/problem+json")
                            .build());

            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/json");
        }
    }
}
