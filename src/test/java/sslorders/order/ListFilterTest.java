package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static sslorders.error.ErrorType.INVALID_CURSOR;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

/** Filters and sort orders of the list, alone and combined. */
@QuarkusTest
class ListFilterTest extends ServiceTest {

    @BeforeEach
    void insertOrders() {
        // One statement inserts all orders, because captures are tested elsewhere.
        execute("insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,"
                + " certificate_authority, status, status_as_of, ordered_at, expires_at, captured_at) values "
                + String.join(
                        ", ",
                        order(
                                "a",
                                "issued",
                                "alpha",
                                "Shop.acme.example",
                                "2026-03-01T00:00:00Z",
                                "2027-03-01T00:00:00Z"),
                        order(
                                "b",
                                "revoked",
                                "beta",
                                "shop-2.acme.example",
                                "2026-02-01T00:00:00Z",
                                "2027-02-01T00:00:00Z"),
                        order("c", "processing", "beta", "100%.acme.example", "2026-04-01T00:00:00Z", null),
                        order(
                                "d",
                                "issued",
                                "beta",
                                "ÄPFEL.acme.example",
                                "2026-01-01T00:00:00Z",
                                "2027-02-01T00:00:00Z"),
                        order(
                                "e",
                                "issued",
                                "alpha",
                                "sh_p.acme.example",
                                "2026-01-01T00:00:00Z",
                                "2020-01-01T00:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', e b d a c",
        "sort=expiresAt, e b d a c",
        "sort=-expiresAt, c a d b e",
        "sort=orderedAt, d e b a c",
        "sort=-orderedAt, c a b e d",
        "status=issued, e d a",
        "status=issued;revoked, e b d a",
        "status=issued;issued, e d a",
        "certificateAuthority=beta, b d c",
        "certificateAuthority=gone, ''",
        "commonName=shop, b a",
        "commonName=SHOP., a",
        "commonName=sh_p, e",
        "commonName=100%25, c",
        "commonName=%25, ''",
        "commonName=%C3%A4pf, d",
        "commonName=acme, ''",
        "expiresBefore=2027-02-01T00:00:00Z, e",
        "expiresBefore=2027-02-01T00:00:00.000001Z, e b d",
        "expiresBefore=2027-02-01T01:00:00%2B02:00, e",
        "expiresAfter=2027-02-01T00:00:00Z, a",
        "expiresAfter=2020-01-01T00:00:00Z, b d a",
        "expiresAfter=2026-01-01T00:00:00Z&expiresBefore=2027-02-15T00:00:00Z, b d",
        "status=issued&certificateAuthority=beta&commonName=%C3%A4&expiresAfter=2026-01-01T00:00:00Z&sort=-orderedAt, d",
        "status=issued&sort=orderedAt, d e a",
        "expiresBefore=2028-01-01T00:00:00Z&sort=-expiresAt, a d b e",
    })
    void filterAndSortDecideTheOrdersOfTheList(String query, String expectedIds) {
        List<String> expected = expectedIds.isEmpty() ? List.of() : List.of(expectedIds.split(" "));
        // A comma would end the CSV column.
        String parameters = query.replace(';', ',');

        Response page = as("acme").orders().limit(100).query(parameters).send();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.jsonPath().getList("orders.id")).isEqualTo(expected);
        assertThat(pages(parameters, 2)).as("pages of two orders").isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "status=lost, status",
        "status=issued;lost, status",
        "status=issued;, status",
        "status=issued&status=revoked, status",
        "certificateAuthority=Alpha, certificateAuthority",
        "certificateAuthority=, certificateAuthority",
        "certificateAuthority=alpha&certificateAuthority=beta, certificateAuthority",
        "commonName=, commonName",
        "commonName=a%0Ab, commonName",
        "expiresBefore=2027-02-01, expiresBefore",
        "expiresBefore=soon, expiresBefore",
        "expiresAfter=2027-02-30T00:00:00Z, expiresAfter",
        "expiresAfter=9999-01-01T00:00:00Z, expiresAfter",
        "sort=commonName, sort",
        "sort=-, sort",
        "sort=, sort",
    })
    void invalidFilterIsReported(String query, String parameter) {
        as("acme")
                .orders()
                .query(query.replace(';', ','))
                .then()
                .statusCode(400)
                .body("errors.name", hasItem(parameter))
                .body("errors[0].in", equalTo("query"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=-expiresAt",
                "sort=orderedAt",
                "status=issued",
                "status=issued,revoked",
                "certificateAuthority=beta",
                "commonName=s",
                "expiresBefore=2028-01-01T00:00:00Z",
                "expiresAfter=2010-01-01T00:00:00Z"
            })
    void cursorOfOtherQueryIsInvalid(String query) {
        String own = cursor("limit=1&" + query);
        String other = cursor("limit=1");

        as("acme").orders().limit(1).cursor(own).then().spec(isProblem(INVALID_CURSOR));
        as("acme").orders().limit(1).query(query).cursor(other).then().spec(isProblem(INVALID_CURSOR));
    }

    @Test
    void cursorAllowsFiltersInAnyOrder() {
        String cursor = cursor("limit=1&status=revoked,issued&commonName=sh");

        as("acme")
                .orders()
                .limit(1)
                .query("commonName=sh&status=issued,revoked")
                .cursor(cursor)
                .then()
                .statusCode(200);
    }

    private static String order(
            String id, String status, String authority, String commonName, String orderedAt, String expiresAt) {
        String expiry = expiresAt == null ? "null" : "'" + expiresAt + "'";
        return "('" + id + "', 'acme', 'CA-" + id + "', '" + commonName + "', 'dv', '" + authority + "', '" + status
                + "', now(), '" + orderedAt + "', " + expiry + ", now())";
    }

    private static String cursor(String query) {
        return as("acme").orders().query(query).send().jsonPath().getString("nextCursor");
    }

    /** Reads all pages of a query by following {@code Link}. */
    private static List<String> pages(String query, int limit) {
        List<String> all = new ArrayList<>();
        String address = "/ssl/orders?limit=" + limit + (query.isEmpty() ? "" : "&" + query);
        while (address != null) {
            Response page = as("acme").get(address).send();
            page.then().statusCode(200);
            all.addAll(page.jsonPath().getList("orders.id"));
            Matcher link = Pattern.compile("<(.*)>; rel=\"next\"").matcher(String.valueOf(page.header("Link")));
            address = link.matches() ? link.group(1) : null;
        }
        return all;
    }
}
