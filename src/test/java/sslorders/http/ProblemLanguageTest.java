package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.error.ErrorType;
import sslorders.testing.ApiRequest;
import sslorders.testing.ServiceTest;

/** Problems are in the language of the client, whichever part of the service creates them. */
@QuarkusTest
class ProblemLanguageTest extends ServiceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                "absent | en | The account has no order with this ID.",
                "* | en | The account has no order with this ID.",
                "it | en | The account has no order with this ID.",
                "de;q=x | en | The account has no order with this ID.",
                "de-AT,en;q=0.5 | de | Das Konto hat keine Bestellung mit dieser ID.",
                "es | es | La cuenta no tiene ningún pedido con este identificador.",
                "de;q=0.3, fr | fr | Le compte n'a pas de commande avec cet identifiant.",
            })
    void detailIsInTheAcceptedLanguage(String header, String language, String detail) {
        ApiRequest request = as("acme").order("1");

        (header == null ? request : request.header("Accept-Language", header))
                .then()
                .statusCode(404)
                .header("Content-Type", equalTo("application/problem+json"))
                .header("Content-Language", equalTo(language))
                .header("Vary", equalTo("Accept-Language"))
                .body("type", equalTo("urn:ssl-orders:problem:order-not-found"))
                .body("title", equalTo(ErrorType.ORDER_NOT_FOUND.title(Locale.forLanguageTag(language))))
                .body("detail", equalTo(detail))
                .body("help", equalTo("/problems/order-not-found"));
    }

    @Test
    void problemsOfAllFiltersAreTranslated() {
        captured("1001", capture("1001"));
        Map<ErrorType, ApiRequest> requests = new LinkedHashMap<>();
        requests.put(ErrorType.UNAUTHORIZED, asAnonymous().orders());
        requests.put(ErrorType.INSUFFICIENT_SCOPE, asOrdering().orders());
        requests.put(ErrorType.NOT_FOUND, asAnonymous().get("/nowhere"));
        requests.put(ErrorType.METHOD_NOT_ALLOWED, as("acme").request("DELETE", "/ssl/orders"));
        requests.put(ErrorType.NOT_ACCEPTABLE, as("acme").orders().header("Accept", "text/css"));
        requests.put(ErrorType.INVALID_REQUEST, as("acme").get("/ssl/orders?limit=0"));
        requests.put(ErrorType.INVALID_CURSOR, as("acme").get("/ssl/orders?cursor=x"));
        requests.put(ErrorType.UNSUPPORTED_MEDIA_TYPE, as("acme").resend("1001").body("text/plain", "x"));
        requests.put(ErrorType.MALFORMED_JSON, as("acme").resend("1001").body("{"));
        requests.put(ErrorType.PAYLOAD_TOO_LARGE, as("acme").resend("1001").body(" ".repeat(70_000)));
        requests.put(ErrorType.RECIPIENT_CHANGED, as("acme").resend("1001").expecting("other@acme.example"));

        requests.forEach((type, request) -> {
            Response response = request.header("Accept-Language", "es").send();

            assertThat(response.statusCode()).isEqualTo(ProblemCatalogue.status(type));
            assertThat(response.header("Content-Language")).as(type.slug()).isEqualTo("es");
            assertThat(response.headers().getValues("Vary")).as(type.slug()).containsExactly("Accept-Language");
            assertThat(response.jsonPath().getString("title")).isEqualTo(type.title(Locale.forLanguageTag("es")));
            assertThat(response.jsonPath().getString("help")).isEqualTo("/problems/" + type.slug());
            assertThat(response.jsonPath().getString("detail")).doesNotContainIgnoringCase("the ");
        });
    }

    @Test
    void tokenErrorIsTranslated() {
        asBearer("e.e.e")
                .orders()
                .header("Accept-Language", "fr")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""))
                .body(
                        "detail",
                        equalTo("Le jeton d'accès ne peut pas être vérifié : sa signature, son algorithme ou"
                                + " son format n'est pas valide."));
    }

    @Test
    void constraintsOfCapturesAreTranslated() {
        asOrdering()
                .capture("1001", with(capture("1001"), "adminEmail", "no-address"))
                .header("Accept-Language", "de")
                .then()
                .statusCode(400)
                .body("errors[0].name", equalTo("/adminEmail"))
                .body("errors[0].in", equalTo("body"))
                .body(
                        "errors[0].detail",
                        equalTo("muss eine einzelne E-Mail-Adresse ohne Namen sein, zum Beispiel admin@example.com"));
    }

    @Test
    void resultsOfImportAreTranslated() {
        Response response =
                asOrdering().importLines("{\n").header("Accept-Language", "de").send();

        response.then()
                .statusCode(200)
                .header("Content-Language", equalTo("de"))
                .header("Vary", equalTo("Accept-Language"));
        assertThat(response.asString())
                .contains("Der Anforderungstext ist kein gültiges JSON", "\"help\":\"/problems/");
    }

    @Test
    void replayIsInTheLanguageOfItsRequest() {
        captured("1001", capture("1001"));
        as("acme").resend("1001").withKey("key").then().statusCode(202);

        as("acme")
                .resend("1001")
                .withKey("key")
                .expecting("admin@acme.example")
                .header("Accept-Language", "de")
                .then()
                .statusCode(422)
                .header("Content-Language", equalTo("de"));
        as("acme")
                .resend("1001")
                .withKey("key")
                .expecting("admin@acme.example")
                .then()
                .statusCode(422)
                .header("Content-Language", equalTo("en"));
    }

    @Test
    void headHasTheHeadersOfTheProblem() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> head = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/ssl/orders"))
                            .header("Accept-Language", "fr")
                            .HEAD()
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(head.statusCode()).isEqualTo(401);
            assertThat(head.headers().allValues("Content-Language")).containsExactly("fr");
            assertThat(head.headers().allValues("Vary")).containsExactly("Accept-Language");
        }
    }

    @Test
    void successDoesNotDependOnTheLanguage() {
        captured("1001", capture("1001"));
        Response english = as("acme").order("1001").send();
        Response german =
                as("acme").order("1001").header("Accept-Language", "de").send();

        assertThat(german.asString()).isEqualTo(english.asString());
        assertThat(german.header("ETag")).isEqualTo(english.header("ETag"));
        assertThat(german.header("Content-Language")).isNull();
        assertThat(german.header("Vary")).isNull();
    }

    @Test
    void problemBeforeTheRestLayerIsTranslated() throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write("GET /ssl/orders HTTP/1.1\r\nHost: a\r\nHost: b\r\nAccept-Language: de\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response)
                    .startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("\r\ncontent-language: de\r\n")
                    .containsIgnoringCase("\r\nvary: accept-language\r\n")
                    .contains(
                            "Die Anforderung kann nicht verarbeitet werden", "\"help\":\"/problems/request-refused\"");
        }
    }
}
