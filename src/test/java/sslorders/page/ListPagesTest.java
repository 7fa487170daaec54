package sslorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.jupiter.api.Test;

/** Filters and pages of the list. */
@QuarkusTest
@TestProfile(PageProfile.class)
class ListPagesTest extends PageTest {
    private static final String NEXT = "//a[@rel='next']";
    private static final String PREVIOUS = "//a[@rel='prev']";

    @Test
    void twoThousandOrdersAreReadPageByPageAndBack() {
        execute("insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,"
                + " certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at, captured_by)"
                + " select 'o' || lpad(cast(n as text), 4, '0'), 'acme', 'CA-' || n, 'host-' || n || '.acme.example',"
                + " 'domain-validated', 'alpha', 'issued', '2026-11-22T08:00:00Z', '2026-01-01T00:00:00Z',"
                + " timestamptz '2027-01-01T00:00:00Z' + n * interval '1 hour', 'admin@acme.example',"
                + " '2026-11-22T08:00:00Z', 'test' from generate_series(1, 2000) as n");
        HtmlPage page = login("acme", "en");
        assertThat(page.<Object>getByXPath(PREVIOUS)).isEmpty();
        List<String> first = orders(page);
        assertThat(first).hasSize(Screens.ROWS).startsWith("o0001");

        HtmlPage second = follow(page, NEXT);
        HtmlPage third = follow(second, NEXT);
        assertThat(orders(third)).startsWith("o0041");
        HtmlPage back = follow(third, PREVIOUS);
        assertThat(orders(back)).isEqualTo(orders(second));
        HtmlPage start = follow(back, PREVIOUS);
        assertThat(orders(start)).isEqualTo(first);
        assertThat(start.<Object>getByXPath(PREVIOUS)).isEmpty();
        assertThat(orders(follow(start, NEXT))).isEqualTo(orders(second));
    }

    @Test
    void filtersSelectByValidityStatusAndName() {
        captured("1001", "expiresAt", "2027-03-01T00:00:00Z");
        captured("1002", "expiresAt", "2026-12-01T00:00:00Z");
        captured("1003", "expiresAt", "2026-11-01T00:00:00Z");
        captured("1004", with(capture("1004"), "status", "cancelled"));
        HtmlPage list = login("acme", "en");

        assertThat(orders(filtered(list, "valid", "", ""))).containsExactly("1002", "1004", "1001");
        assertThat(orders(filtered(list, "expiring", "", ""))).containsExactly("1002");
        assertThat(orders(filtered(list, "expired", "", ""))).containsExactly("1003");
        assertThat(orders(filtered(list, "", "cancelled", ""))).containsExactly("1004");
        assertThat(orders(filtered(list, "", "", "HOST-1003"))).containsExactly("1003");
        assertThat(filtered(list, "", "", "none").asNormalizedText()).contains("No order matches the filters.");
    }

    @Test
    void dialogReturnsToThePageItCameFrom() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < Screens.ROWS + 1; i++) {
            String id = String.valueOf(1001 + i);
            captured(id, capture(id));
            ids.add(id);
        }
        HtmlPage second = follow(login("acme", "en"), NEXT);
        assertThat(orders(second)).containsExactly(ids.getLast());

        HtmlPage result = press(click(second, "send-" + ids.getLast()), "Resend email");

        assertThat(orders(result)).containsExactly(ids.getLast());
        assertThat(result.getUrl().getRef()).isEqualTo("order-" + ids.getLast());
        awaitAccepted();
    }

    @Test
    void chosenLanguageIsKept() {
        captured("1001", capture("1001"));
        HtmlPage list = login("acme", "de-AT,de;q=0.9");
        assertThat(list.getDocumentElement().getAttribute("lang")).isEqualTo("de");
        assertThat(list.asNormalizedText()).contains("01.01.2027");

        HtmlPage french = press(list, "Français");
        assertThat(french.getDocumentElement().getAttribute("lang")).isEqualTo("fr");
        assertThat(french.asNormalizedText()).contains("1 janv. 2027");
        assertThat(open(list.getWebClient(), "/console/ssl/orders")
                        .getDocumentElement()
                        .getAttribute("lang"))
                .isEqualTo("fr");
    }

    private static HtmlPage filtered(HtmlPage list, String validity, String status, String name) {
        list.<HtmlSelect>getFirstByXPath("//select[@name='validity']").setSelectedAttribute(validity, true);
        list.<HtmlSelect>getFirstByXPath("//select[@name='status']").setSelectedAttribute(status, true);
        list.<HtmlInput>getFirstByXPath("//input[@name='commonName']").setValue(name);
        return press(list, "Apply");
    }
}
