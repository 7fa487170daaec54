package sslorders.page;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The screen for support agents, without scripts. */
@QuarkusTest
@TestProfile(SupportPageProfile.class)
class SupportPageTest extends PageTest {
    private static final String ID = "00000000-0000-7000-8000-000000000001";

    @BeforeEach
    void captureOrders() {
        captured("1001", capture("1001"));
        captured("2001", "accountId", "globex");
    }

    @ParameterizedTest
    @CsvSource({
        "en, Orders of all accounts, Order ID at the certificate authority",
        "de, Bestellungen aller Konten, Bestell-ID bei der Zertifizierungsstelle",
        "es, Pedidos de todas las cuentas, ID del pedido en la autoridad de certificado",
        "fr, Commandes de tous les comptes, ID de la commande auprès de l'autorité de certification",
    })
    void loginOpensTheSearchInEachLanguage(String language, String title, String criterion) {
        HtmlPage search = login("support", language);

        assertThat(search.getUrl().getPath()).isEqualTo("/console/support");
        assertThat(search.asNormalizedText()).contains(title);
        assertThat(search.<HtmlSelect>getFirstByXPath("//select[@name='criterion']")
                        .getOptions())
                .extracting(option -> option.getText())
                .hasSize(5)
                .contains(criterion);
        assertThat(actions()).isEmpty();
    }

    @Test
    void searchFindsOrdersOfAllAccounts() {
        HtmlPage found = search(login("support", "en"), "adminEmail", "ADMIN@acme.example", false);

        assertThat(found.asNormalizedText()).contains("acme", "globex", "CA-1001", "CA-2001", "admin@acme.example");
        assertThat(rows("select subject, action, details from operator_action"))
                .containsExactly(Map.of(
                        "subject", "sam@support.example",
                        "action", "search-orders",
                        "details", "adminEmail=***@acme.example"));
    }

    @Test
    void searchByPrefixHasPages() {
        for (int i = 0; i < Screens.ROWS; i++) {
            captured("30" + (10 + i), capture("30" + (10 + i)));
        }
        HtmlPage first = search(login("support", "en"), "caOrderId", "CA-30", true);
        captured("3090", capture("3090"));
        assertThat(first.<HtmlElement>getByXPath("//tbody/tr")).hasSize(Screens.ROWS);

        HtmlPage again = search(first, "caOrderId", "CA-30", true);
        HtmlPage second = follow(again, "//a[@rel='next']");

        assertThat(second.<HtmlElement>getByXPath("//tbody/tr")).hasSize(1);
        assertThat(second.asNormalizedText()).contains("CA-3090");
        assertThat(search(second, "orderId", "none", false).asNormalizedText())
                .contains("No order matches the search.");
    }

    @Test
    void invalidSearchShowsErrorAndIsNotExecuted() {
        HtmlPage invalid = search(login("support", "de"), "caOrderId", "<b>", false);

        assertThat(invalid.<HtmlElement>getFirstByXPath("//p[@role='alert']").asNormalizedText())
                .startsWith("Bestell-ID bei der Zertifizierungsstelle: ");
        assertThat(invalid.<HtmlInput>getFirstByXPath("//input[@name='value']").getValue())
                .isEqualTo("<b>");
        assertThat(invalid.getElementsByTagName("b")).isEmpty();
        assertThat(actions()).isEmpty();
    }

    @Test
    void orderShowsAccountAndHistoryAndIsRecorded() {
        as("globex").resend("2001").then().statusCode(202);
        HtmlPage found = search(login("support", "en"), "orderId", "2001", false);

        HtmlPage order = follow(found, "//tbody//a");

        assertThat(order.asNormalizedText())
                .contains("globex", "CA-2001", "admin@acme.example", "globex-portal", "Accepted by");
        assertThat(actions()).containsExactly("search-orders", "get-order", "list-resends");
        assertThat(follow(order, "//main/p/a").getUrl().getQuery()).contains("criterion=orderId", "value=2001");
    }

    @Test
    void resendGoesToTheCapturedAddressWithReason() {
        HtmlPage order = order("1001");

        HtmlPage after = submit(order, "/resend", "The customer <b>called</b>.", "ticket-1");

        assertThat(after.getUrl().getPath()).isEqualTo("/console/support/order");
        awaitAccepted();
        assertThat(ca.resends("CA-1001")).hasSize(1);
        assertThat(rows("select requested_by, recipient, reference from resend where by_support"))
                .containsExactly(Map.of(
                        "requested_by", "support",
                        "recipient", "admin@acme.example",
                        "reference", "ticket-1"));
        assertThat(rows("select subject, account_id, order_id, reason, reference from operator_action"
                        + " where action = 'resend'"))
                .containsExactly(Map.of(
                        "subject", "sam@support.example",
                        "account_id", "acme",
                        "order_id", "1001",
                        "reason", "The customer <b>called</b>.",
                        "reference", "ticket-1"));
        HtmlPage history = open(after.getWebClient(), "/console/support/order?order=1001");
        assertThat(history.asNormalizedText()).contains("Support", "ticket-1").doesNotContain("called");
    }

    @Test
    void coolDownIsSkippedOnlyOnRequest() {
        submit(order("1001"), "/resend", "First.", "");
        awaitAccepted();
        HtmlPage order = order("1001");
        HtmlInput skip = order.getFirstByXPath("//input[@name='skipCoolDown']");

        HtmlPage refused = submit(order, "/resend", "Second.", "");

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(409);
        assertThat(rows("select id from resend")).hasSize(1);
        skip.setChecked(true);
        submit(order, "/resend", "Second.", "");
        await().untilAsserted(() -> assertThat(ca.resends("CA-1001")).hasSize(2));
        awaitAccepted();
    }

    @ParameterizedTest
    @CsvSource({"en, Reason", "de, Grund", "es, Motivo", "fr, Motif"})
    void missingReasonShowsErrorAndWritesNothing(String language, String label) {
        HtmlPage order = open(login("support", language).getWebClient(), "/console/support/order?order=1001");
        int before = actions().size();

        HtmlPage refused = submit(order, "/resend", "", "");

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.asNormalizedText()).contains(label + ": ");
        assertThat(rows("select id from resend")).isEmpty();
        assertThat(actions()).hasSize(before);
        assertThat(ca.calls()).isEmpty();
        assertThat(follow(refused, "//main//a[@role='button']").getUrl().getPath())
                .isEqualTo("/console/support/order");
    }

    @ParameterizedTest
    @CsvSource({"anna@acme.example called, ticket-1, Reason", "Called, ticket 1, Reference"})
    void invalidFieldsAreRefused(String reason, String reference, String label) {
        HtmlPage refused = submit(order("1001"), "/resend", reason, reference);

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.asNormalizedText()).contains(label + ": ");
        assertThat(rows("select id from resend")).isEmpty();
    }

    @Test
    void changedAddressSendsNothing() {
        HtmlPage order = order("1001");
        asOrdering()
                .capture("1001", with(capture("1001"), "adminEmail", "new@acme.example"))
                .then()
                .statusCode(200);

        HtmlPage refused = submit(order, "/resend", "Called.", "");

        assertThat(refused.asNormalizedText()).contains("The email address of this order has changed");
        assertThat(rows("select id from resend")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sent, accepted", "not-sent, rejected"})
    void unknownOutcomeIsResolvedWithEvidence(String finding, String status) {
        insertUnknown();
        HtmlPage order = order("1001");
        HtmlPage refused = submit(order, "/resolution", "The CA confirmed it.", "");
        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.asNormalizedText()).contains("Finding: ");

        order.<HtmlInput>getFirstByXPath("//input[@value='" + finding + "']").setChecked(true);
        HtmlPage after = submit(order, "/resolution", "The CA confirmed it.", "");

        assertThat(after.asNormalizedText()).contains("Set by support at");
        assertThat(rows("select status from resend")).containsExactly(Map.of("status", status));
        assertThat(rows("select reason, details, resend_id from operator_action where action = 'resolve-resend'"))
                .containsExactly(
                        Map.of("reason", "The CA confirmed it.", "details", "finding=" + finding, "resend_id", ID));
    }

    @Test
    void pendingResendIsCancelledOnce() {
        requestWhileTheCaIsUnavailable();
        HtmlPage order = order("1001");
        assertThat(order.<HtmlElement>getByXPath("//form[contains(@action, '/retry')]"))
                .hasSize(1);

        HtmlPage after = submit(order, "/cancellation", "The customer withdrew it.", "");
        HtmlPage second = submit(order, "/cancellation", "The customer withdrew it.", "");

        assertThat(after.asNormalizedText()).contains("Cancelled by support at");
        assertThat(second.getWebResponse().getStatusCode()).isEqualTo(409);
        assertThat(rows("select reason from operator_action where action = 'cancel-resend'"))
                .containsExactly(Map.of("reason", "The customer withdrew it."));
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void pendingResendIsRetriedNow() {
        requestWhileTheCaIsUnavailable();

        submit(order("1001"), "/retry", "The CA is available again.", "ticket-2");

        assertThat(rows("select reason, reference from operator_action where action = 'retry-resend'"))
                .containsExactly(Map.of("reason", "The CA is available again.", "reference", "ticket-2"));
        awaitAccepted();
        assertThat(ca.resends("CA-1001")).hasSize(1);
    }

    @Test
    void everyTextIsEscaped() {
        captured("1002", "commonName", "<img src=x onerror=alert(1)>");
        HtmlPage found = search(login("support", "en"), "orderId", "1002", false);

        assertThat(found.asNormalizedText()).contains("<img src=x onerror=alert(1)>");
        assertThat(found.getElementsByTagName("img")).isEmpty();
        assertThat(follow(found, "//tbody//a").getElementsByTagName("img")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"acme", "stranger", "both"})
    void otherPersonsHaveNoAccess(String person) throws IOException {
        HtmlPage page = login(person, "en");

        for (String path : List.of("/console/support", "/console/support/order?order=1001")) {
            assertThat(open(page.getWebClient(), path).getWebResponse().getStatusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        for (String action : List.of("resend", "cancellation", "retry", "resolution")) {
            String path = "/console/support/order/" + action + "?order=1001&key=one&resend=" + ID;
            WebRequest request = new WebRequest(URI.create(address(path)).toURL(), HttpMethod.POST);
            request.setRequestParameters(List.of(
                    new NameValuePair("csrf-token", csrf(page)),
                    new NameValuePair("reason", "Called."),
                    new NameValuePair("expectedRecipient", "admin@acme.example")));
            assertThat(page.getWebClient().getPage(request).getWebResponse().getStatusCode())
                    .as(action)
                    .isIn(400, 403);
        }
        assertThat(actions()).isEmpty();
        assertThat(rows("select id from resend")).isEmpty();
    }

    @Test
    void supportAgentHasNoOrdersOfAnAccount() {
        HtmlPage search = login("support", "en");

        HtmlPage list = open(search.getWebClient(), "/console/ssl/orders");

        assertThat(list.getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(list.asNormalizedText()).contains("Your login has no account");
    }

    @Test
    void formWithoutItsTokenIsRefused() {
        HtmlPage order = order("1001");
        form(order, "/resend").getInputByName("csrf-token").setValue("AAAAAAAAAAAAAAAAAAAAAA");

        HtmlPage refused = submit(order, "/resend", "Called.", "");

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(rows("select id from resend")).isEmpty();
    }

    @Test
    void endedSessionLeadsBackToTheOrder() {
        HtmlPage order = order("1001");
        order.getWebClient().getCookieManager().clearCookies();

        HtmlPage ended = submit(order, "/resend", "Called.", "");

        assertThat(ended.getWebResponse().getStatusCode()).isEqualTo(401);
        assertThat(rows("select id from resend")).isEmpty();
        HtmlPage back = login(follow(ended, "//main//a[@role='button']"), "support");
        assertThat(back.asNormalizedText()).contains("CA-1001");
    }

    @Test
    void unknownOrderIsNotFound() {
        HtmlPage search = login("support", "en");

        for (String order : List.of("?order=9999", "?order=%3Cb%3E", "")) {
            HtmlPage missing = open(search.getWebClient(), "/console/support/order" + order);
            assertThat(missing.getWebResponse().getStatusCode()).isEqualTo(404);
            assertThat(missing.asNormalizedText()).contains("There is no such page or order");
        }
        assertThat(actions()).isEmpty();
    }

    private HtmlPage order(String id) {
        return open(login("support", "en").getWebClient(), "/console/support/order?order=" + id);
    }

    private static HtmlPage search(HtmlPage page, String criterion, String value, boolean isPrefix) {
        page.<HtmlSelect>getFirstByXPath("//select[@name='criterion']").setSelectedAttribute(criterion, true);
        page.<HtmlInput>getFirstByXPath("//input[@name='value']").setValue(value);
        page.<HtmlInput>getFirstByXPath("//input[@name='match']").setChecked(isPrefix);
        return press(
                page,
                page.<HtmlElement>getFirstByXPath("//form[@method='get']//button")
                        .asNormalizedText());
    }

    /** Opens and sends the form of an action. The browser does not validate it. */
    private static HtmlPage submit(HtmlPage order, String action, String reason, String reference) {
        HtmlForm form = form(order, action);
        ((HtmlElement) form.getParentNode()).setAttribute("open", "open");
        form.setAttribute("novalidate", "novalidate");
        form.<HtmlInput>getInputByName("reason").setValue(reason);
        form.<HtmlInput>getInputByName("reference").setValue(reference);
        try {
            return form.<HtmlElement>getFirstByXPath(".//button").click();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HtmlForm form(HtmlPage order, String action) {
        return order.getFirstByXPath("//form[contains(@action, '/order" + action + "?')]");
    }

    private static String csrf(HtmlPage page) {
        HtmlInput token = page.getFirstByXPath("//input[@name='csrf-token']");
        return token == null ? "" : token.getValue();
    }

    private static List<String> actions() {
        return rows("select action from operator_action order by performed_at, id").stream()
                .map(row -> row.get("action"))
                .toList();
    }

    /** Creates a pending resend of the account. */
    private void requestWhileTheCaIsUnavailable() {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        as("acme").resend("1001").then().statusCode(202);
        ca.reset();
    }

    private static void insertUnknown() {
        execute("insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type,"
                + " recipient, requested_at, requested_by, status, attempts, possibly_sent, settled_at)"
                + " values ('" + ID + "', 'acme', '1001', 'alpha', 'CA-1001', 'domain-validated',"
                + " 'admin@acme.example', '2026-11-22T07:00:00Z', 'anna', 'unknown', 1, true, '2026-11-22T07:00:05Z')");
    }
}
