package sslorders.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.METHOD_NOT_ALLOWED;
import static sslorders.error.ErrorType.NOT_ACCEPTABLE;
import static sslorders.error.ErrorType.NOT_FOUND;
import static sslorders.error.ErrorType.UNAUTHORIZED_TOO_OFTEN;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.error.ErrorType;
import sslorders.http.HttpConfig;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;
import sslorders.text.Languages;
import sslorders.text.Sha256;

/** The pages that explain the problem types. */
@QuarkusTest
class HelpPagesTest extends ServiceTest {
    private static final String PAGE = "/problems/order-not-found";

    @Inject
    HttpConfig config;

    /** Each test uses an hour of its own, because the requests of this class count toward the limit without a token. */
    private static int hour = 100;

    @BeforeEach
    void useSeparateHour() {
        clock.set(SettableClock.START.plus(Duration.ofHours(hour++)));
    }

    @ParameterizedTest
    @EnumSource
    void typeHasPageInEachLanguage(ErrorType type) {
        for (Locale language : Languages.ALL) {
            String tag = language.toLanguageTag();
            Response page = asAnonymous()
                    .get("/problems/" + type.slug())
                    .header("Accept-Language", tag)
                    .send();

            page.then()
                    .statusCode(200)
                    .header("Content-Type", equalTo("text/html;charset=UTF-8"))
                    .header("Content-Language", equalTo(tag))
                    .header("Vary", equalTo("Accept-Language"));
            assertThat(page.asString())
                    .contains(
                            "<html lang=\"" + tag + "\">",
                            "<h1>" + escaped(type.title(language)) + "</h1>",
                            "urn:ssl-orders:problem:" + type.slug(),
                            "&quot;help&quot; : &quot;/problems/" + type.slug() + "&quot;")
                    .doesNotContain("`", "<script", "{view", "NOT_FOUND");
        }
    }

    @Test
    void pageContainsAllAnswersInOneLanguage() {
        asAnonymous()
                .get("/problems/cool-down")
                .header("Accept-Language", "de-AT, en;q=0.5")
                .then()
                .statusCode(200)
                .body(containsString("<h2>Bedeutung</h2>"))
                .body(containsString("<h2>Wiederholen</h2>\n<p>Ja, nach <code>Retry-After</code>.</p>"))
                .body(containsString("<h2>Dem Benutzer anzeigen</h2>"))
                .body(containsString("<h2>Wer das Problem beheben kann</h2>\n<p>Der Benutzer, indem er wartet.</p>"))
                .body(containsString("<h2>Beispiel</h2>"))
                .body(containsString("ist ab 2026-11-22T09:45:00Z möglich."));
    }

    @Test
    void textsAndExamplesAreEscaped() {
        String page = asAnonymous().get("/problems/ca-refused").send().asString();

        assertThat(page)
                .contains("The member caCode has the CA&#39;s error code")
                .doesNotContain("CA's");
    }

    @Test
    void pageCanBeCachedPerLanguage() {
        Response english = asAnonymous().get(PAGE).send();
        Response german =
                asAnonymous().get(PAGE).header("Accept-Language", "de").send();
        String tag = english.header("ETag");

        assertThat(tag).matches("\"[0-9a-f]{32}\"").isNotEqualTo(german.header("ETag"));
        assertThat(english.headers().getValues("Cache-Control")).containsExactly("public, max-age=3600");
        asAnonymous()
                .get(PAGE)
                .header("If-None-Match", "W/" + tag)
                .then()
                .statusCode(304)
                .header("ETag", equalTo(tag))
                .header("Vary", equalTo("Accept-Language"))
                .header("Content-Language", equalTo("en"))
                .header("Cache-Control", equalTo("public, max-age=3600"))
                .body(equalTo(""));
        asAnonymous()
                .get(PAGE)
                .header("If-None-Match", tag)
                .header("Accept-Language", "de")
                .then()
                .statusCode(200)
                .header("Content-Language", equalTo("de"));
    }

    @Test
    void policyAllowsOnlyTheStyleSheetInThePage() {
        Response page = asAnonymous().get(PAGE).send();
        String html = page.asString();
        String style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));

        assertThat(page.headers().getValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(Sha256.of(style))
                        + "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        page.then()
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"));
        assertThat(html).doesNotContain("style=", "onclick", "http://", "https://");
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(16_384);
    }

    @Test
    void headHasTheHeadersWithoutBody() throws IOException, InterruptedException {
        Response page = asAnonymous().get(PAGE).send();

        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> head = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + PAGE))
                            .HEAD()
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            for (String header : List.of("ETag", "Content-Type", "Content-Language", "Vary", "Cache-Control")) {
                assertThat(head.headers().allValues(header)).containsExactly(page.header(header));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "ORDER-NOT-FOUND", "ORDER_NOT_FOUND", "order-not-found.html", "%3Cscript%3E"})
    void unknownSlugIsNotFound(String slug) {
        asAnonymous()
                .get("/problems/" + slug)
                .then()
                .spec(isProblem(NOT_FOUND))
                .header("Cache-Control", equalTo("no-store"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/problems", "/problems/", "/problems/order-not-found/", "/problems/order-not-found/x"})
    void otherPathIsNotFound(String path) {
        asAnonymous().get(path).then().spec(isProblem(NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void otherMethodIsNotAllowed(String method) {
        asAnonymous()
                .request(method, PAGE)
                .then()
                .spec(isProblem(METHOD_NOT_ALLOWED))
                .header("Allow", equalTo("GET, HEAD"));
    }

    @Test
    void queryParameterIsInvalid() {
        asAnonymous().get(PAGE + "?lang=de").then().spec(isProblem(INVALID_REQUEST));
    }

    @Test
    void browserAndJsonClientGetHtml() {
        for (String accept : new String[] {"text/html,application/xhtml+xml;q=0.9", "application/json", "*/*"}) {
            asAnonymous()
                    .get(PAGE)
                    .header("Accept", accept)
                    .then()
                    .statusCode(200)
                    .header("Content-Type", equalTo("text/html;charset=UTF-8"));
        }
        asAnonymous().get(PAGE).header("Accept", "image/png").then().spec(isProblem(NOT_ACCEPTABLE));
    }

    @Test
    void tokenIsIgnored() {
        as("acme").get(PAGE).then().statusCode(200);
        asBearer("eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl").get(PAGE).then().statusCode(200);
    }

    @Test
    void requestsCountTowardLimitWithoutToken() {
        Stream.generate(() -> asAnonymous().get(PAGE))
                .limit(config.refusalsPerMinute())
                .forEach(request -> request.then().statusCode(200));

        asAnonymous().get(PAGE).then().spec(isProblem(UNAUTHORIZED_TOO_OFTEN));
        asAnonymous().orders().then().spec(isProblem(UNAUTHORIZED_TOO_OFTEN));
        clock.set(clock.instant().plusSeconds(60));
        asAnonymous().get(PAGE).then().statusCode(200);
    }

    private static String escaped(String text) {
        return text.replace("'", "&#39;");
    }
}
