package sslorders.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

/** What the headers of every answer say, and what they do not. */
@QuarkusTest
class AnswerHeadersTest extends ServiceTest {

    @BeforeEach
    void anOrder() {
        captured("1001", capture("1001"));
    }

    private static List<Response> answers() {
        return List.of(
                acme().get("/ssl/orders"),
                acme().get("/ssl/orders/1001"),
                acme().get("/ssl/orders/1001/fulfillment-email"),
                acme().post("/ssl/orders/1001/fulfillment-email/resend"),
                acme().post("/ssl/orders/1001/fulfillment-email/resend"),
                acme().get("/ssl/orders/1001/fulfillment-email/resends"),
                acme().get("/ssl/orders/none"),
                acme().delete("/ssl/orders"),
                anonymous().get("/ssl/orders"),
                anonymous().get("/ssl"),
                ordering().body(capture("1001")).put("/ssl/orders/1001"));
    }

    @Test
    void nobodyOnTheWayKeepsAnAnswerWithAnAddress() {
        assertThat(answers())
                .extracting(answer -> answer.headers().getValues("Cache-Control"))
                .containsOnly(List.of("no-store"));
    }

    @Test
    void aBrowserIsToldToGuessAndToShowNothing() {
        for (Response answer : answers()) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
        }
    }

    @Test
    void noAnswerNamesTheSoftwareOrItsVersion() {
        for (Response answer : answers()) {
            assertThat(answer.headers())
                    .extracting(Header::getName)
                    .doesNotContain("Server", "X-Powered-By", "Via", "Set-Cookie");
            assertThat(answer.headers().toString().toLowerCase(Locale.ROOT))
                    .doesNotContain("quarkus", "vert", "netty", "java");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "OPTIONS", "POST"})
    void noOtherSiteIsAllowedIn(String method) {
        Response answer = given().urlEncodingEnabled(false)
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .request(method, "/ssl/orders");

        assertThat(answer.headers())
                .extracting(Header::getName)
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void headersOfMoreThanSixteenKilobytesAreNotRead() {
        Response fits = anonymous().header("X-Long", "x".repeat(15_000)).get("/ssl/orders");
        Response tooLong = given().header("X-Long", "x".repeat(17_000)).get("/ssl/orders");

        assertThat(fits.statusCode()).isEqualTo(401);
        assertThat(tooLong.statusCode()).isEqualTo(431);
    }

    @Test
    void aFirstLineOfMoreThanFourKilobytesIsNotRead() {
        assertThat(given().get("/ssl/orders?commonName=" + "x".repeat(4096)).statusCode())
                .isEqualTo(414);
    }
}
