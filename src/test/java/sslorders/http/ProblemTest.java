package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
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

/** What the framework refuses by itself, and what fails, comes out in the one form of all problems. */
@QuarkusTest
class ProblemTest extends ServiceTest {
    @TestHTTPResource(tls = true)
    URI secure;

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/", "/ssl", "/ssl/orders/1/2", "/ssl/orders/1/fulfillment-email/resend/1"})
    void aPathThatIsNotThereIsNotFound(String path) {
        acme().get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ssl-orders:problem:not-found"))
                .body("instance", equalTo(path));
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /ssl/orders, GET",
        "POST, /ssl/orders, GET",
        "DELETE, /ssl/orders/1, GET PUT",
        "OPTIONS, /ssl/orders/1, GET HEAD PUT",
        "TRACE, /ssl/orders, GET HEAD",
        "POST, /ssl/orders/1, GET PUT",
        "PUT, /ssl/orders/1/fulfillment-email, GET",
        "GET, /ssl/orders/1/fulfillment-email/resend, POST",
        "DELETE, /ssl/orders/import, GET POST PUT",
        "DELETE, /ssl/orders/1/fulfillment-email/resends/1, GET",
    })
    void aMethodThatAPathDoesNotHaveIsNotAllowed(String method, String path, String allowed) {
        Response answer = acme().request(method, path);

        answer.then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ssl-orders:problem:method-not-allowed"));
        assertThat(answer.header("Allow").split(", "))
                .contains(allowed.split(" "))
                .doesNotContain(method);
    }

    /** The server turns these away before any code of the service: the one answer that is no problem document. */
    @ParameterizedTest
    @ValueSource(strings = {"/ssl/orders/%zz", "/ssl/orders/%", "/ssl/orders?limit=%zz"})
    void aBrokenEscapeIsABareBadRequest(String address) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("content-length: 0")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void anOperationThatCannotAnswerInTheWantedFormSaysWhichItHas() {
        acme().accept("text/html")
                .get("/ssl/orders")
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ssl-orders:problem:not-acceptable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void aBodyOfAnotherMediaTypeIsRefused(String mediaType) {
        captured("1001", capture("1001"));

        acme().contentType(mediaType)
                .body("expectedRecipient=admin@acme.example")
                .post("/ssl/orders/1001/fulfillment-email/resend")
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ssl-orders:problem:unsupported-media-type"));
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void aBodyOfTenMegabytesIsRefused() {
        captured("1001", capture("1001"));
        String body = "{\"expectedRecipient\": \"" + "a".repeat(10 * 1024 * 1024) + "\"}";

        for (Response answer : List.of(
                acme().contentType(ContentType.JSON).body(body).post("/ssl/orders/1001/fulfillment-email/resend"),
                ordering().body(body).put("/ssl/orders/1001"))) {
            answer.then()
                    .statusCode(413)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:ssl-orders:problem:payload-too-large"));
        }
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void aBodyOfTenMegabytesThatSaysNoLengthIsRefused() throws IOException, InterruptedException {
        captured("1001", capture("1001"));
        String json = "{\"expectedRecipient\": \"" + "a".repeat(10 * 1024 * 1024) + "\"}";

        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = ContractClient.send(
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

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("urn:ssl-orders:problem:payload-too-large");
        }
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void aBodyThatIsTooLargeEndsItsStreamOnlyOverHttp2() throws IOException, InterruptedException {
        try (HttpClient http = TlsClient.http2()) {
            URI order = secure.resolve("/ssl/orders/1001");
            String token = "Bearer " + TestParts.oidc().token(null, "ssl-orders:capture");

            HttpResponse<String> answer = ContractClient.send(
                    http,
                    HttpRequest.newBuilder(order)
                            .header("Authorization", token)
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofByteArray(spaces(100_000)))
                            .build());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("urn:ssl-orders:problem:payload-too-large");
        }
    }

    @Test
    void aBodyJustWithinTheLimitIsRead() {
        captured("1001", capture("1001"));
        String address = "a".repeat(65_536 - "{\"expectedRecipient\": \"\"}".length());

        acme().contentType(ContentType.JSON)
                .body("{\"expectedRecipient\": \"" + address + "\"}")
                .post("/ssl/orders/1001/fulfillment-email/resend")
                .then()
                .statusCode(412);
    }

    @Test
    void aFailureSaysATraceIdWhichIsInTheLogAndNothingElse() {
        captured("1001", capture("1001"));
        Captor log = new Captor();
        Logger.getLogger("").addHandler(log);
        execute("alter table certificate_order rename column admin_email to moved");
        Response answer;
        try {
            answer = acme().get("/ssl/orders/1001");
        } finally {
            execute("alter table certificate_order rename column moved to admin_email");
            Logger.getLogger("").removeHandler(log);
        }

        answer.then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ssl-orders:problem:internal-error"))
                .body("detail", equalTo("Quote this trace ID to the operator."))
                .body(not(containsString("admin_email")))
                .body(not(containsString("Exception")))
                .body(not(containsString("select")));
        assertThat(answer.jsonPath().getMap("").keySet())
                .isEqualTo(Set.of("type", "title", "status", "detail", "instance", "traceId"));
        assertThat(log.lines).anyMatch(line -> line.contains(answer.jsonPath().getString("traceId")));
    }

    @Test
    void aProblemIsNotToBeCached() {
        acme().get("/ssl/orders/1").then().statusCode(404).header("Cache-Control", equalTo("no-store"));
    }

    private static byte[] spaces(int count) {
        byte[] spaces = new byte[count];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }

    /** Keeps the lines that are logged while it listens. */
    private static final class Captor extends Handler {
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
