package sslorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlLink;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.http.Cookie;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.Test;
import sslorders.testing.TestParts;

/** Who can do what on the page, and what the page leaves to the API. */
@QuarkusTest
@TestProfile(PageProfile.class)
class PageAccessTest extends PageTest {
    private static final String RESEND_PATH = "/console/ssl/orders/resend?order=1001&key=one";

    @Test
    void pageWithoutLoginRedirectsToTheProvider() throws IOException {
        WebClient browser = browser("en");
        browser.getOptions().setRedirectEnabled(false);

        WebResponse response = browser.getPage(address("/console/ssl/orders")).getWebResponse();

        assertThat(response.getStatusCode()).isEqualTo(302);
        assertThat(response.getResponseHeaderValue("Location"))
                .contains("/default/authorize", "response_type=code", "code_challenge_method=S256", "nonce=");
    }

    @Test
    void apiWithoutTokenKeepsItsProblem() {
        asAnonymous().orders().then().statusCode(401);
    }

    @Test
    void cookieOfThePageIsWorthNothingForTheApi() throws IOException {
        HtmlPage list = login("acme", "en");
        String cookies = list.getWebClient().getCookieManager().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .reduce("", (all, cookie) -> all.isEmpty() ? cookie : all + "; " + cookie);

        for (String path : List.of("/ssl/orders", "/ssl/orders/page", "/ssl/orders/1001")) {
            WebRequest request = new WebRequest(URI.create(address(path)).toURL(), HttpMethod.GET);
            request.setAdditionalHeader("Cookie", cookies);
            WebResponse response = list.getWebClient().getPage(request).getWebResponse();
            assertThat(response.getStatusCode()).as(path).isEqualTo(401);
            assertThat(response.getContentType()).isEqualTo("application/problem+json");
        }
    }

    @Test
    void orderWithTheNameOfTheTenantIsServed() {
        captured("page", capture("page"));

        as("acme").order("page").then().statusCode(200);
    }

    @Test
    void cookiesAreOfThePageAloneAndSecure() {
        captured("1001", capture("1001"));
        HtmlPage list = login("acme", "en");
        press(list, "Deutsch");

        assertThat(list.getWebClient().getCookieManager().getCookies().stream()
                        .filter(cookie -> !cookie.getDomain().isEmpty()
                                && cookie.getPath().startsWith("/console")))
                .extracting(Cookie::getName)
                .contains("q_session_page", "ssl-orders-csrf", "ssl-orders-language");
        assertThat(list.getWebClient().getCookieManager().getCookies().stream()
                        .filter(cookie -> !cookie.getName().equals("JSESSIONID")))
                .allMatch(cookie -> cookie.getPath().equals("/console"))
                .allMatch(Cookie::isSecure)
                .allMatch(Cookie::isHttpOnly);
        assertThat(list.getWebClient()
                        .getCookieManager()
                        .getCookie("q_session_page")
                        .getValue())
                .doesNotContain("eyJhbGciOiJSUzI1NiJ9");
    }

    @Test
    void headersForbidInlineScriptsAndFrames() {
        WebResponse response = login("acme", "en").getWebResponse();

        assertThat(response.getResponseHeaderValue("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                        + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(response.getResponseHeaderValue("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getContentAsString()).doesNotContain("<style", "style=", "onclick", "<script>");
    }

    @Test
    void errorIsInTheChosenLanguage() {
        HtmlPage list = press(login("acme", "en"), "Deutsch");

        HtmlPage error = open(list.getWebClient(), "/console/ssl/orders/order?order=unknown");

        assertThat(error.getWebResponse().getStatusCode()).isEqualTo(404);
        assertThat(error.getWebResponse().getResponseHeaderValue("Content-Language"))
                .isEqualTo("de");
        assertThat(error.getDocumentElement().getAttribute("lang")).isEqualTo("de");
    }

    @Test
    void formWithoutItsTokenIsRefused() throws IOException {
        captured("1001", capture("1001"));
        HtmlPage list = login("acme", "en");

        for (String token : List.of("", "AAAAAAAAAAAAAAAAAAAAAA")) {
            WebRequest request = new WebRequest(URI.create(address(RESEND_PATH)).toURL(), HttpMethod.POST);
            request.setRequestParameters(List.of(
                    new NameValuePair("csrf-token", token),
                    new NameValuePair("expectedRecipient", "admin@acme.example")));
            HtmlPage refused = list.getWebClient().getPage(request);
            assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
            assertThat(refused.asNormalizedText()).contains("No email was sent");
        }
        assertThat(rows("select id from resend")).isEmpty();
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void longFormIsRefused() throws IOException {
        HtmlPage list = login("acme", "en");
        WebRequest request = new WebRequest(URI.create(address(RESEND_PATH)).toURL(), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("csrf-token", "x".repeat(20_000))));

        assertThat(list.getWebClient().getPage(request).getWebResponse().getStatusCode())
                .isEqualTo(413);
    }

    @Test
    void postOfAnotherTypeIsRefused() throws IOException {
        captured("1001", capture("1001"));
        HtmlPage list = login("acme", "en");
        WebRequest request = new WebRequest(URI.create(address(RESEND_PATH)).toURL(), HttpMethod.POST);
        request.setAdditionalHeader("Content-Type", "application/json");
        request.setRequestBody("{}");

        assertThat(list.getWebClient().getPage(request).getWebResponse().getStatusCode())
                .isEqualTo(415);
        assertThat(rows("select id from resend")).isEmpty();
    }

    @Test
    void everyTextIsEscaped() {
        captured("1001", "commonName", "<img src=x onerror=alert(1)>");
        HtmlPage list = login("acme", "en");

        assertThat(list.getElementsByTagName("img")).isEmpty();
        assertThat(row(list, "1001").asNormalizedText()).contains("<img src=x onerror=alert(1)>");
        assertThat(click(list, "send-1001").getElementsByTagName("img")).isEmpty();
        assertThat(click(list, "history-1001").getElementsByTagName("img")).isEmpty();
    }

    @Test
    void accountSeesItsOwnOrdersOnly() {
        captured("1001", capture("1001"));
        HtmlPage list = login("globex", "en");

        assertThat(orders(list)).isEmpty();
        HtmlPage foreign = open(list.getWebClient(), "/console/ssl/orders/order?order=1001");
        assertThat(foreign.getWebResponse().getStatusCode()).isEqualTo(404);
        assertThat(foreign.asNormalizedText()).contains("There is no such page or order");
    }

    @Test
    void loginWithoutAccountIsRejected() {
        HtmlPage page = login("stranger", "en");

        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(page.asNormalizedText()).contains("Your login has no account");
    }

    @Test
    void supportScreenDoesNotExistWithoutItsClaim() {
        HtmlPage list = login("acme", "en");

        for (String path : List.of("/console/support", "/console/support/order?order=1001", "/console/nowhere")) {
            HtmlPage missing = open(list.getWebClient(), path);
            assertThat(missing.getWebResponse().getStatusCode()).as(path).isEqualTo(404);
            assertThat(missing.asNormalizedText()).contains("There is no such page or order");
        }
        assertThat(login("support", "en").getWebResponse().getStatusCode()).isEqualTo(403);
    }

    @Test
    void signOutEndsTheSession() {
        HtmlPage list = login("acme", "en");
        WebClient browser = list.getWebClient();

        press(list, "Sign out");

        assertThat(browser.getCookieManager().getCookie("q_session_page")).isNull();
    }

    @Test
    void bearerTokenIsNoLogin() throws IOException {
        WebClient browser = browser("en");
        browser.addRequestHeader(
                "Authorization", "Bearer " + TestParts.oidc().token("acme", "ssl-orders:read", "ssl-orders:resend"));
        browser.getOptions().setRedirectEnabled(false);

        assertThat(browser.getPage(address("/console/ssl/orders"))
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(302);
    }

    @Test
    void assetsHaveVersionedPathsAndAreKept() throws IOException {
        HtmlPage list = login("acme", "en");
        String path =
                list.<HtmlLink>getFirstByXPath("//link[@rel='stylesheet']").getHrefAttribute();

        WebResponse asset = list.getWebClient().getPage(address(path)).getWebResponse();

        assertThat(path).matches("/console/assets/[0-9a-f]{16}/pico\\.classless\\.min\\.css");
        assertThat(asset.getResponseHeaderValue("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    }
}
