package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.INTERNAL_ERROR;
import static sslorders.error.ErrorType.METHOD_NOT_ALLOWED;
import static sslorders.error.ErrorType.NOT_ACCEPTABLE;
import static sslorders.error.ErrorType.NOT_FOUND;
import static sslorders.error.ErrorType.PAYLOAD_TOO_LARGE;
import static sslorders.error.ErrorType.UNSUPPORTED_MEDIA_TYPE;
import static sslorders.http.ProblemMatcher.isProblem;
import static sslorders.http.ProblemMatcher.urn;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.contract.ContractClient;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;
import sslorders.testing.TlsClient;

/** Errors of the framework and unexpected errors are returned as problem documents, like all others. */
@QuarkusTest
class ProblemTest extends ServiceTest {
    @TestHTTPResource(tls = true)
    URI secure;

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/", "/ssl", "/ssl/orders/1/2", "/ssl/orders/1/fulfillment-email/resend/1"})
    void unknownPathIsNotFound(String path) {
        as("acme").get(path).then().spec(isProblem(NOT_FOUND)).body("instance", equalTo(path));
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /ssl/orders, GET",
        "POST, /ssl/orders, GET",
        "PATCH, /ssl/orders/1, DELETE GET PUT",
        "OPTIONS, /ssl/orders/1, DELETE GET HEAD PUT",
        "TRACE, /ssl/orders, GET HEAD",
        "POST, /ssl/orders/1, GET PUT",
        "PUT, /ssl/orders/1/fulfillment-email, GET",
        "GET, /ssl/orders/1/fulfillment-email/resend, POST",
        "PATCH, /ssl/orders/import, DELETE GET POST PUT",
        "GET, /ssl/accounts/1, DELETE",
        "DELETE, /ssl/accounts/1/erasure, GET HEAD",
        "DELETE, /ssl/orders/1/fulfillment-email/resends/1, GET",
    })
    void unsupportedMethodIsNotAllowed(String method, String path, String allowed) {
        Response response = as("acme").request(method, path).send();

        response.then().spec(isProblem(METHOD_NOT_ALLOWED));
        assertThat(response.header("Allow").split(", "))
                .contains(allowed.split(" "))
                .doesNotContain(method);
    }

    /** The HTTP server rejects these requests before the service is called, so the response is no problem document. */
    @ParameterizedTest
    @ValueSource(strings = {"/ssl/orders/%zz", "/ssl/orders/%", "/ssl/orders?limit=%zz"})
    void malformedEscapeIsBadRequestWithoutBody(String address) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("content-length: 0")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void unsupportedAcceptHeaderIsNotAcceptable() {
        as("acme").orders().header("Accept", "text/html").then().spec(isProblem(NOT_ACCEPTABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void otherMediaTypeIsUnsupported(String mediaType) {
        captured("1001", capture("1001"));

        as("acme")
                .resend("1001")
                .body(mediaType, "expectedRecipient=admin@acme.example")
                .then()
                .spec(isProblem(UNSUPPORTED_MEDIA_TYPE));
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void bodyOfTenMebibytesIsTooLarge() {
        captured("1001", capture("1001"));
        String body = "{\"expectedRecipient\": \"" + "a".repeat(10 * 1024 * 1024) + "\"}";

        for (Response response : List.of(
                as("acme").resend("1001").body(body).send(),
                asOrdering().capture("1001", body).send())) {
            response.then().spec(isProblem(PAYLOAD_TOO_LARGE));
        }
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void largeBodyWithoutLengthIsTooLarge() throws IOException, InterruptedException {
        captured("1001", capture("1001"));
        String json = "{\"expectedRecipient\": \"" + "a".repeat(10 * 1024 * 1024) + "\"}";

        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> response = ContractClient.send(
                    http,
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port
                                    + "/ssl/orders/1001/fulfillment-email/resend"))
                            .header(
                                    "Authorization",
                                    "Bearer " + TestParts.oidc().token("acme", "ssl-orders:resend"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofInputStream(
                                    () -> new ByteArrayInputStream(json.getBytes(StandardCharsets.US_ASCII))))
                            .build());

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains(urn(PAYLOAD_TOO_LARGE));
        }
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void tooLargeBodyEndsOnlyItsHttp2Stream() throws IOException, InterruptedException {
        try (HttpClient http = TlsClient.http2()) {
            URI order = secure.resolve("/ssl/orders/1001");
            String token = "Bearer " + orderingToken();

            HttpResponse<String> response = ContractClient.send(
                    http,
                    HttpRequest.newBuilder(order)
                            .header("Authorization", token)
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofByteArray(spaces(100_000)))
                            .build());

            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains(urn(PAYLOAD_TOO_LARGE));
        }
    }

    @Test
    void bodyOfMaximumSizeIsRead() {
        captured("1001", capture("1001"));
        String address = "a".repeat(65_536 - "{\"expectedRecipient\": \"\"}".length());

        as("acme")
                .resend("1001")
                .body("{\"expectedRecipient\": \"" + address + "\"}")
                .then()
                .statusCode(412);
    }

    @Test
    void unexpectedErrorShowsOnlyALoggedTraceId() {
        captured("1001", capture("1001"));
        LogHandler log = new LogHandler();
        Logger.getLogger("").addHandler(log);
        execute("alter table certificate_order rename column admin_email to moved");
        Response response;
        try {
            response = as("acme").order("1001").send();
        } finally {
            execute("alter table certificate_order rename column moved to admin_email");
            Logger.getLogger("").removeHandler(log);
        }

        response.then()
                .spec(isProblem(INTERNAL_ERROR))
                .body("detail", equalTo("Quote this trace ID to the operator."))
                .body(not(containsString("admin_email")))
                .body(not(containsString("Exception")))
                .body(not(containsString("select")));
        assertThat(response.jsonPath().getMap("").keySet())
                .isEqualTo(Set.of("type", "title", "status", "detail", "instance", "help", "traceId"));
        assertThat(log.lines).anyMatch(line -> line.contains(response.jsonPath().getString("traceId")));
    }

    @Test
    void problemIsNotCacheable() {
        as("acme").order("1").then().statusCode(404).header("Cache-Control", equalTo("no-store"));
    }

    private static byte[] spaces(int count) {
        byte[] spaces = new byte[count];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }

    /** Records log messages with their parameters. */
    private static final class LogHandler extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage() + Arrays.toString(line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
