package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
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

/** Characters that PostgreSQL, JSON or log lines cannot contain are rejected with a 4xx status in each part of a request. */
@QuarkusTest
class UnprintableInputTest extends ServiceTest {
    private static final String LONGEST_NAME = "x".repeat(62);

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @AfterEach
    void assertNothingWritten() {
        assertThat(rows("select id from certificate_order")).hasSize(1);
        assertThat(ca.calls()).isEmpty();
    }

    /** Uses JSON escapes: a lone surrogate cannot be sent otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00", "\\u001b", "\\u0085", "\\u2028", "\\u202e"})
    void unprintableCharacterInBodyIsBadRequest(String character) {
        for (String body : new String[] {
            "{\"" + character + "\": \"x\"}",
            "{\"" + LONGEST_NAME + character + character + "\": \"x\"}",
            "{\"accountId\": \"a" + character + "\"}",
            "{\"caOrderId\": \"a" + character + "\"}",
            "{\"commonName\": \"a" + character + "\"}",
            "{\"certificateType\": \"a" + character + "\"}",
            "{\"certificateAuthority\": \"alpha" + character + "\"}",
            "{\"status\": \"issued" + character + "\"}",
            "{\"adminEmail\": \"admin" + character + "@acme.example\"}",
        }) {
            asOrdering().capture("1002", body).then().statusCode(400);
            as("acme").resend("1001").body(body).then().statusCode(400);
        }
        as("acme")
                .resend("1001")
                .body("{\"expectedRecipient\": \"admin@acme.example" + character + "\"}")
                .then()
                .statusCode(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d\ude00", "\u00e4"})
    void nameTruncatedInsideCharacterIsBadRequest(String character) {
        for (int length = 58; length < 66; length++) {
            asOrdering()
                    .capture("1002", "{\"" + "x".repeat(length) + character + "\": \"x\"}")
                    .then()
                    .statusCode(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%1B", "%0A", "%C2%85", "%E2%80%A8", "%E2%80%AE", "%ED%A0%80", "%FF"})
    void unprintableCharacterInQueryIsNoServerError(String character) {
        int undecodable = character.equals("%ED%A0%80") || character.equals("%FF") ? 200 : 400;
        as("acme").orders().query("commonName=a" + character).then().statusCode(undecodable);
        as("acme").orders().query(character + "=1").then().statusCode(400);
        for (String parameter : new String[] {"certificateAuthority", "status", "expiresBefore", "cursor", "limit"}) {
            as("acme").orders().query(parameter + "=a" + character).then().statusCode(400);
        }
        as("acme").history("1001").cursor(character).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u001b", "\n", "\u0085", "\u2028", "\u202e"})
    void unprintableCharacterInPathIsNotFound(String character) {
        String encoded = URLEncoder.encode(character, StandardCharsets.UTF_8);

        as("acme").order("1001" + encoded).then().statusCode(404);
        as("acme").resend("1001", "x" + encoded).then().statusCode(404);
        as("acme").resend("1001" + encoded).then().statusCode(404);
        asOrdering()
                .capture("1002" + encoded, capture("1002"))
                .then()
                .statusCode(400)
                .body("instance", equalTo("/ssl/orders/1002" + encoded));
    }

    /** Uses a socket: HTTP clients do not send these bytes. The HTTP server may reject them before the service is called. */
    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x07, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0xff})
    void rawByteIsRejectedAndNotEchoed(int character) throws IOException {
        String token = TestParts.oidc().token("acme", "ssl-orders:read");
        String raw = String.valueOf((char) character);
        for (String request : new String[] {
            "GET /ssl/orders/a" + raw + "b HTTP/1.1\r\nHost: localhost\r\n",
            "GET /ssl/orders?a" + raw + "b=1 HTTP/1.1\r\nHost: localhost\r\n",
            "GE" + raw + "T /ssl/orders/a HTTP/1.1\r\nHost: localhost\r\n",
            "GET /ssl/orders/a HTTP/1.1\r\nHost: local" + raw + "host\r\n",
            "GET /ssl/orders/a HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: " + raw + "\r\n",
            "GET /ssl/orders/a HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.0.0.1" + raw + "\r\n",
            "GET /ssl/orders/a HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \"" + raw + "\"\r\n",
        }) {
            String response = send(request + "Authorization: Bearer " + token + "\r\nConnection: close\r\n\r\n");

            assertThat(response).as(request).matches("(?s)HTTP/1\\.[01] 4.*");
            assertThat(Unprintable.isIn(response.replaceAll("[\\r\\n]", ""))).isFalse();
        }
    }

    private static String send(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
