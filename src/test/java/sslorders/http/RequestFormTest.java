package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** Forms of a request that clients send, and that say more or less than one thing. */
@QuarkusTest
class RequestFormTest extends ServiceTest {
    private static final String ORDER = "/ssl/orders/1001";
    private static final String RESEND = ORDER + "/fulfillment-email/resend";

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"expectedRecipient=other@else.example&dryRun=true", "dryRun", "a=", "limit=1"})
    void queryOfOperationWithoutOneIsRejected(String query) {
        for (Response answer : List.of(
                acme().post(RESEND + "?" + query),
                acme().get(ORDER + "?" + query),
                acme().get(ORDER + "/fulfillment-email?" + query),
                acme().get(ORDER + "/fulfillment-email/resends/00000000-0000-0000-0000-000000000000?" + query),
                ordering().body(capture("1001")).put(ORDER + "?" + query),
                ordering()
                        .contentType("application/x-ndjson")
                        .body("{}".getBytes(StandardCharsets.US_ASCII))
                        .post("/ssl/orders/import?" + query))) {
            answer.then()
                    .statusCode(400)
                    .body("type", equalTo("urn:ssl-orders:problem:invalid-request"))
                    .body("errors[0].in", equalTo("query"));
        }
        assertThat(ca.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ssl/orders/",
                "//ssl/orders",
                "/ssl//orders",
                "/ssl/orders;v=1",
                "/ssl/orders/%2E",
                "/ssl/orders/%2e%2e/orders",
                "/ssl/./orders",
                ORDER + "/",
                ORDER + ";v=1"
            })
    void pathThatIsNoOperationIsNotFound(String path) throws IOException {
        assertThat(sent("GET " + path + " HTTP/1.1", authorization("Bearer "), ""))
                .startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer  ", "bearer ", "BEARER    "})
    void spacesBeforeTheTokenAreNoPartOfIt(String scheme) throws IOException {
        assertThat(sent("GET " + ORDER + " HTTP/1.1", authorization(scheme), ""))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void headerOfOneValueIsRejectedTwice() throws IOException {
        for (String headers : List.of(
                authorization("Bearer ") + authorization("Bearer "),
                authorization("Bearer ") + "Idempotency-Key: library\r\nIdempotency-Key: mine\r\n",
                authorization("Bearer ") + "Content-Type: application/json\r\nContent-Type: text/plain\r\n")) {
            String answer = sent("POST " + RESEND + " HTTP/1.1", headers + "Content-Length: 2\r\n", "{}");
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("must occur at most once");
        }
        assertThat(ca.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a b\r\n", "Host: [\r\n", "Host: one\r\nHost: two\r\n"})
    void requestWithoutOneValidHostIsBadRequest(String host) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET " + ORDER + " HTTP/1.1\r\n" + host + authorization("Bearer ") + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("urn:ssl-orders:problem:request-refused");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 200", "Host: localhost, 200", "Host: a b, 400", "'Host: one\r\nHost: two', 400"})
    void http10RequestNeedsNoHost(String host, int status) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET " + ORDER + " HTTP/1.0\r\n" + (host.isEmpty() ? "" : host + "\r\n")
                                    + authorization("Bearer ") + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked, xchunked\r\n",
                "Transfer-Encoding: xchunked, chunked\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked,\r\n xchunked\r\n"
            })
    void otherTransferEncodingThanChunkedEndsTheConnection(String coding) throws IOException {
        String smuggled = "GET " + ORDER + " HTTP/1.1\r\nHost: localhost\r\n" + authorization("Bearer ") + "\r\n";
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST " + RESEND + " HTTP/1.1\r\nHost: localhost\r\n" + authorization("Bearer ") + coding
                                    + "\r\n0\r\n\r\n" + smuggled)
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("HTTP/1.1 200", "HTTP/1.1 202");
        }
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void everyAnswerHasItsDate() throws IOException {
        for (String path : List.of(ORDER, "/none", "/ssl/orders/none")) {
            assertThat(sent("GET " + path + " HTTP/1.1", authorization("Bearer "), ""))
                    .containsPattern(
                            "(?i)\r\ndate: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n");
        }
    }

    @Test
    void formTypeOfAnEmptyBodyIsIgnored() throws IOException {
        String form = "Content-Type: application/x-www-form-urlencoded\r\n";
        assertThat(sent("POST " + RESEND + " HTTP/1.1", authorization("Bearer ") + form + "Content-Length: 0\r\n", ""))
                .startsWith("HTTP/1.1 202 ");
        assertThat(sent(
                        "POST " + RESEND + " HTTP/1.1",
                        authorization("Bearer ") + form + "Content-Length: 2\r\n",
                        "a="))
                .startsWith("HTTP/1.1 415 ");
    }

    /** Past the contract, whose body is an object: generated clients send this for an optional one. */
    @Test
    void jsonNullIsNoBody() throws IOException {
        String json = authorization("Bearer ") + "Content-Type: application/json\r\nContent-Length: 4\r\n";
        assertThat(sent("POST " + RESEND + " HTTP/1.1", json, "null")).startsWith("HTTP/1.1 202 ");
        ordering().body("null").put(ORDER).then().statusCode(400);
    }

    @Test
    void encodedJsonIsUnsupported() {
        for (String encoding : List.of("gzip", "br", "deflate")) {
            acme().contentType(ContentType.JSON)
                    .header("Content-Encoding", encoding)
                    .body("{}")
                    .post(RESEND)
                    .then()
                    .statusCode(415);
            ordering()
                    .header("Content-Encoding", encoding)
                    .body(capture("1001"))
                    .put(ORDER)
                    .then()
                    .statusCode(415);
        }
        ordering()
                .header("Content-Encoding", "identity")
                .header("Content-Encoding", "gzip")
                .body(capture("1001"))
                .put(ORDER)
                .then()
                .statusCode(415);
        ordering()
                .header("Content-Encoding", "identity")
                .body(capture("1001"))
                .put(ORDER)
                .then()
                .statusCode(200);
    }

    private static String authorization(String scheme) {
        return "Authorization: " + scheme + TestParts.oidc().token("acme", Scopes.READ, Scopes.RESEND) + "\r\n";
    }

    /** By hand, since clients normalize paths and refuse to send a header twice. */
    private static String sent(String requestLine, String headers, String body) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
