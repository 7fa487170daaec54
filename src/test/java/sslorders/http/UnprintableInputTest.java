package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;
import sslorders.text.Unprintable;

/** Characters that PostgreSQL, JSON or a log line cannot have are refused with a 4xx, wherever a request has them. */
@QuarkusTest
class UnprintableInputTest extends ServiceTest {
    private static final String LONGEST_NAME = "x".repeat(62);

    @BeforeEach
    void anOrder() {
        captured("1001", capture("1001"));
    }

    @AfterEach
    void nothingElseWasWritten() {
        assertThat(rows("select id from certificate_order")).hasSize(1);
        assertThat(ca.calls()).isEmpty();
    }

    /** As JSON escapes, since that is how a lone surrogate can be sent. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00", "\\u001b", "\\u0085", "\\u2028", "\\u202e"})
    void inBodyIsBadRequest(String letter) {
        for (String body : new String[] {
            "{\"" + letter + "\": \"x\"}",
            "{\"" + LONGEST_NAME + letter + letter + "\": \"x\"}",
            "{\"accountId\": \"a" + letter + "\"}",
            "{\"caOrderId\": \"a" + letter + "\"}",
            "{\"commonName\": \"a" + letter + "\"}",
            "{\"certificateType\": \"a" + letter + "\"}",
            "{\"certificateAuthority\": \"alpha" + letter + "\"}",
            "{\"status\": \"issued" + letter + "\"}",
            "{\"adminEmail\": \"admin" + letter + "@acme.example\"}",
        }) {
            ordering().body(body).put("/ssl/orders/1002").then().statusCode(400);
            acme().contentType(ContentType.JSON)
                    .body(body)
                    .post("/ssl/orders/1001/fulfillment-email/resend")
                    .then()
                    .statusCode(400);
        }
        acme().contentType(ContentType.JSON)
                .body("{\"expectedRecipient\": \"admin@acme.example" + letter + "\"}")
                .post("/ssl/orders/1001/fulfillment-email/resend")
                .then()
                .statusCode(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d\ude00", "\u00e4"})
    void nameThatIsCutInsideACharacterIsBadRequest(String letter) {
        for (int length = 58; length < 66; length++) {
            ordering()
                    .body("{\"" + "x".repeat(length) + letter + "\": \"x\"}")
                    .put("/ssl/orders/1002")
                    .then()
                    .statusCode(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%1B", "%0A", "%C2%85", "%E2%80%A8", "%E2%80%AE", "%ED%A0%80", "%FF"})
    void inQueryIsNoFailure(String letter) {
        int undecodable = letter.equals("%ED%A0%80") || letter.equals("%FF") ? 200 : 400;
        acme().get("/ssl/orders?commonName=a" + letter).then().statusCode(undecodable);
        acme().get("/ssl/orders?" + letter + "=1").then().statusCode(400);
        for (String parameter : new String[] {"certificateAuthority", "status", "expiresBefore", "cursor", "limit"}) {
            acme().get("/ssl/orders?" + parameter + "=a" + letter).then().statusCode(400);
        }
        acme().get("/ssl/orders/1001/fulfillment-email/resends?cursor=" + letter)
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u001b", "\n", "\u0085", "\u2028", "\u202e"})
    void inPathIsNotFound(String letter) {
        String encoded = URLEncoder.encode(letter, StandardCharsets.UTF_8);

        acme().get("/ssl/orders/1001" + encoded).then().statusCode(404);
        acme().get("/ssl/orders/1001/fulfillment-email/resends/x" + encoded)
                .then()
                .statusCode(404);
        acme().post("/ssl/orders/1001" + encoded + "/fulfillment-email/resend")
                .then()
                .statusCode(404);
        ordering()
                .body(capture("1002"))
                .put("/ssl/orders/1002" + encoded)
                .then()
                .statusCode(400)
                .body("instance", equalTo("/ssl/orders/1002" + encoded));
    }

    /** Past every client, which would not send it; the server may refuse it by itself. */
    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x07, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0xff})
    void rawByteInRequestIsNoFailureAndNoForgedLine(int letter) throws IOException {
        String token = TestParts.oidc().token("acme", "ssl-orders:read");
        String raw = String.valueOf((char) letter);
        for (String request : new String[] {
            "GET /ssl/orders/a" + raw + "b HTTP/1.1\r\nHost: localhost\r\n",
            "GET /ssl/orders?a" + raw + "b=1 HTTP/1.1\r\nHost: localhost\r\n",
            "GE" + raw + "T /ssl/orders/a HTTP/1.1\r\nHost: localhost\r\n",
            "GET /ssl/orders/a HTTP/1.1\r\nHost: local" + raw + "host\r\n",
            "GET /ssl/orders/a HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: " + raw + "\r\n",
            "GET /ssl/orders/a HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.0.0.1" + raw + "\r\n",
            "GET /ssl/orders/a HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \"" + raw + "\"\r\n",
        }) {
            String answer = sent(request + "Authorization: Bearer " + token + "\r\nConnection: close\r\n\r\n");

            assertThat(answer).as(request).matches("(?s)HTTP/1\\.[01] 4.*");
            assertThat(Unprintable.isIn(answer.replaceAll("[\\r\\n]", ""))).isFalse();
        }
    }

    private static String sent(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
