package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.REQUEST_REFUSED;
import static sslorders.http.ProblemMatcher.isProblem;
import static sslorders.http.ProblemMatcher.urn;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
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

/** Unusual and ambiguous forms of HTTP requests. */
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
    void queryParameterOfOtherOperationIsInvalid(String query) {
        for (Response response : List.of(
                as("acme").resend("1001").query(query).send(),
                as("acme").order("1001").query(query).send(),
                as("acme").preview("1001").query(query).send(),
                as("acme")
                        .resend("1001", "00000000-0000-0000-0000-000000000000")
                        .query(query)
                        .send(),
                asOrdering().capture("1001", capture("1001")).query(query).send(),
                asOrdering().importLines("{}").query(query).send())) {
            response.then().spec(isProblem(INVALID_REQUEST)).body("errors[0].in", equalTo("query"));
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
    void pathNotInNormalFormIsNotFound(String path) throws IOException {
        assertThat(send("GET " + path + " HTTP/1.1", authorization("Bearer "), ""))
                .startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer  ", "bearer ", "BEARER    "})
    void schemeIgnoresCaseAndExtraSpaces(String scheme) throws IOException {
        assertThat(send("GET " + ORDER + " HTTP/1.1", authorization(scheme), ""))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void repeatedSingleValueHeaderIsRejected() throws IOException {
        for (String headers : List.of(
                authorization("Bearer ") + authorization("Bearer "),
                authorization("Bearer ") + "Idempotency-Key: library\r\nIdempotency-Key: mine\r\n",
                authorization("Bearer ") + "Content-Type: application/json\r\nContent-Type: text/plain\r\n")) {
            String response = send("POST " + RESEND + " HTTP/1.1", headers + "Content-Length: 2\r\n", "{}");
            assertThat(response).startsWith("HTTP/1.1 400 ").contains("must occur at most once");
        }
        assertThat(ca.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a b\r\n", "Host: [\r\n", "Host: one\r\nHost: two\r\n"})
    void requestWithoutValidHostIsBadRequest(String host) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET " + ORDER + " HTTP/1.1\r\n" + host + authorization("Bearer ") + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(response).startsWith("HTTP/1.1 400 ").contains(urn(REQUEST_REFUSED));
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 200", "Host: localhost, 200", "Host: a b, 400", "'Host: one\r\nHost: two', 400"})
    void http10RequestMayOmitHost(String host, int status) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET " + ORDER + " HTTP/1.0\r\n" + (host.isEmpty() ? "" : host + "\r\n")
                                    + authorization("Bearer ") + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(response).matches("(?s)HTTP/1\\.[01] " + status + " .*");
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
    void unknownTransferEncodingClosesConnection(String coding) throws IOException {
        String smuggled = "GET " + ORDER + " HTTP/1.1\r\nHost: localhost\r\n" + authorization("Bearer ") + "\r\n";
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST " + RESEND + " HTTP/1.1\r\nHost: localhost\r\n" + authorization("Bearer ") + coding
                                    + "\r\n0\r\n\r\n" + smuggled)
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(response).startsWith("HTTP/1.1 400 ").doesNotContain("HTTP/1.1 200", "HTTP/1.1 202");
        }
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void everyResponseHasDate() throws IOException {
        for (String path : List.of(ORDER, "/none", "/ssl/orders/none")) {
            assertThat(send("GET " + path + " HTTP/1.1", authorization("Bearer "), ""))
                    .containsPattern(
                            "(?i)\r\ndate: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n");
        }
    }

    @Test
    void contentTypeOfEmptyBodyIsIgnored() throws IOException {
        String form = "Content-Type: application/x-www-form-urlencoded\r\n";
        assertThat(send("POST " + RESEND + " HTTP/1.1", authorization("Bearer ") + form + "Content-Length: 0\r\n", ""))
                .startsWith("HTTP/1.1 202 ");
        assertThat(send(
                        "POST " + RESEND + " HTTP/1.1",
                        authorization("Bearer ") + form + "Content-Length: 2\r\n",
                        "a="))
                .startsWith("HTTP/1.1 415 ");
    }

    /** The contract requires an object, but generated clients send {@code null} for an absent optional body. */
    @Test
    void jsonNullCountsAsNoBody() throws IOException {
        String json = authorization("Bearer ") + "Content-Type: application/json\r\nContent-Length: 4\r\n";
        assertThat(send("POST " + RESEND + " HTTP/1.1", json, "null")).startsWith("HTTP/1.1 202 ");
        asOrdering().capture("1001", "null").then().statusCode(400);
    }

    @Test
    void contentEncodingOfJsonIsUnsupported() {
        for (String encoding : List.of("gzip", "br", "deflate")) {
            as("acme")
                    .resend("1001")
                    .header("Content-Encoding", encoding)
                    .body("{}")
                    .then()
                    .statusCode(415);
            asOrdering()
                    .capture("1001", capture("1001"))
                    .header("Content-Encoding", encoding)
                    .then()
                    .statusCode(415);
        }
        asOrdering()
                .capture("1001", capture("1001"))
                .header("Content-Encoding", "identity")
                .header("Content-Encoding", "gzip")
                .then()
                .statusCode(415);
        asOrdering()
                .capture("1001", capture("1001"))
                .header("Content-Encoding", "identity")
                .then()
                .statusCode(200);
    }

    private static String authorization(String scheme) {
        return "Authorization: " + scheme + TestParts.oidc().token("acme", Scopes.READ, Scopes.RESEND) + "\r\n";
    }

    /** Sends a request through a socket: HTTP clients normalize paths and do not repeat headers. */
    private static String send(String requestLine, String headers, String body) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
