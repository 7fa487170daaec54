package sslorders.page;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTableRow;
import org.junit.jupiter.api.AfterEach;
import sslorders.testing.ServiceTest;

/** A test of the page with a browser that runs no scripts. Its class has the test profile {@link PageProfile}. */
abstract class PageTest extends ServiceTest {
    @TestHTTPResource(value = "/", tls = true)
    URL service;

    private final List<WebClient> browsers = new ArrayList<>();

    @AfterEach
    void closeBrowsers() {
        browsers.forEach(WebClient::close);
    }

    /** Returns a new browser, without cookies. */
    final WebClient browser(String language) {
        WebClient browser = new WebClient();
        browser.getOptions().setUseInsecureSSL(true);
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setCssEnabled(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        browser.addRequestHeader("Accept-Language", language);
        browsers.add(browser);
        return browser;
    }

    final String address(String path) {
        return service.getProtocol() + "://" + service.getHost() + ":" + service.getPort() + path;
    }

    final HtmlPage open(WebClient browser, String path) {
        try {
            return browser.getPage(address(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the list in a new browser, and logs in as the account. */
    final HtmlPage login(String account, String language) {
        return login(open(browser(language), "/console"), account);
    }

    /** Chooses the account in the login form. */
    static HtmlPage login(HtmlPage form, String account) {
        return click(form, account);
    }

    /** Clicks on the element of that ID. */
    static HtmlPage click(HtmlPage page, String id) {
        try {
            return page.getHtmlElementById(id).click();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the form with this button. */
    static HtmlPage press(HtmlPage page, String label) {
        try {
            return page.<HtmlElement>getFirstByXPath("//button[normalize-space()=\"" + label + "\"]")
                    .click();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HtmlPage follow(HtmlPage page, String xpath) {
        try {
            return page.<HtmlAnchor>getFirstByXPath(xpath).click();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HtmlTableRow row(HtmlPage list, String order) {
        return list.getHtmlElementById("order-" + order);
    }

    /** Returns the IDs of the orders, as the list has them. */
    static List<String> orders(HtmlPage list) {
        return list.<HtmlTableRow>getByXPath("//tr[starts-with(@id,'order-')]").stream()
                .map(row -> row.getId().substring("order-".length()))
                .toList();
    }

    /** Waits until the resend of the test is final. Otherwise the next test deletes its rows while the relay uses them. */
    static void awaitAccepted() {
        await().until(() -> !rows("select id from resend where status = 'accepted'")
                        .isEmpty()
                && rows("select id from resend where settled_at is null").isEmpty());
    }
}
