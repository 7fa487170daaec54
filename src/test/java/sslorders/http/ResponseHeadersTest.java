package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.TlsClient;

/** Headers that each response must have, and headers that it must not have. */
@QuarkusTest
class ResponseHeadersTest extends ServiceTest {
    @TestHTTPResource(tls = true)
    URI secure;

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    private static List<Response> responses() {
        return List.of(
                as("acme").orders().send(),
                as("acme").order("1001").send(),
                as("acme").preview("1001").send(),
                as("acme").resend("1001").send(),
                as("acme").resend("1001").send(),
                as("acme").history("1001").send(),
                as("acme").order("none").send(),
                as("acme").request("DELETE", "/ssl/orders").send(),
                asAnonymous().orders().send(),
                asAnonymous().get("/ssl").send(),
                asOrdering().capture("1001", capture("1001")).send());
    }

    @Test
    void responseIsNeverCached() {
        assertThat(responses())
                .extracting(response -> response.headers().getValues("Cache-Control"))
                .containsOnly(List.of("no-store"));
    }

    @Test
    void responseHasBrowserSecurityHeaders() {
        for (Response response : responses()) {
            assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(response.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(response.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
        }
    }

    @Test
    void responseDoesNotDiscloseSoftware() {
        for (Response response : responses()) {
            assertThat(response.headers())
                    .extracting(Header::getName)
                    .doesNotContain("Server", "X-Powered-By", "Via", "Set-Cookie");
            assertThat(response.headers().toString().toLowerCase(Locale.ROOT))
                    .doesNotContain("quarkus", "vert", "netty", "java");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "OPTIONS", "POST"})
    void crossOriginRequestGetsNoCorsHeaders(String method) throws IOException, InterruptedException {
        HttpResponse<Void> response = raw(HttpRequest.newBuilder(address("/ssl/orders"))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET"));

        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void headersAbove16KibibytesAreRejected() throws IOException, InterruptedException {
        assertThat(withHeaderOf(15_000).statusCode()).isEqualTo(401);
        assertThat(withHeaderOf(17_000).statusCode()).isEqualTo(431);
    }

    @Test
    void http2WithoutTlsIsDisabled() throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest upgrade = HttpRequest.newBuilder(address("/ssl/orders")).build();

            assertThat(http.send(upgrade, HttpResponse.BodyHandlers.discarding())
                            .version())
                    .isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void largeHeadersCloseHttp2Connection() throws IOException, InterruptedException {
        try (HttpClient http = TlsClient.http2()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(secure.resolve("/ssl/orders"));
            HttpResponse<Void> response = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            request.header("X-Long", "x".repeat(100_000));

            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThatThrownBy(() -> http.send(request.build(), HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void requestLineAbove4KibibytesIsRejected() throws IOException, InterruptedException {
        URI tooLong = address("/ssl/orders?commonName=" + "x".repeat(4096));

        assertThat(raw(HttpRequest.newBuilder(tooLong)).statusCode()).isEqualTo(414);
    }

    private static HttpResponse<Void> withHeaderOf(int length) throws IOException, InterruptedException {
        return raw(HttpRequest.newBuilder(address("/ssl/orders")).header("X-Long", "x".repeat(length)));
    }

    private static URI address(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }

    /** Sends a request without a check against the contract, which does not describe rejections by the HTTP server. */
    private static HttpResponse<Void> raw(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            request.version(HttpClient.Version.HTTP_1_1);
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding());
        }
    }
}
