package sslorders.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static sslorders.error.ErrorType.INVALID_CURSOR;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

/** The search of support agents over the orders of all accounts. */
@QuarkusTest
class OrderSearchTest extends ServiceTest {

    @BeforeEach
    void captureOrders() {
        insert("1001", "acme", "CA-1001", "shop.acme.example", "Admin@acme.example");
        insert("1002", "acme", "CA-1002", "mail.acme.example", "admin@acme.example");
        insert("2001", "globex", "CA-1001", "SHOP.globex.example", "admin@globex.example");
        insert("2002", "globex", "x_1", "sh%p_globex", null);
    }

    @Test
    void orderHasAccountAndCaOrderId() {
        asSupport()
                .supportOrders()
                .query("orderId=2001")
                .then()
                .statusCode(200)
                .body("orders.id", contains("2001"))
                .body("orders[0].accountId", equalTo("globex"))
                .body("orders[0].caOrderId", equalTo("CA-1001"))
                .body("orders[0].adminEmail", equalTo("admin@globex.example"))
                .body("orders[0].commonName", equalTo("SHOP.globex.example"))
                .body("orders[0].resendSupported", equalTo(true))
                .body("nextCursor", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adminEmail=admin@acme.example | 1001 1002",
                "adminEmail=ADMIN%40acme.example | 1001 1002",
                "adminEmail=admin@acme.exampl |",
                "adminEmail=admin&match=prefix | 1001 1002 2001",
                "adminEmail=ADMIN@G&match=prefix | 2001",
                "adminEmail=a_min&match=prefix |",
                "adminEmail=%25&match=prefix |",
                "caOrderId=CA-1001 | 1001 2001",
                "caOrderId=ca-1001 |",
                "caOrderId=CA-1 |",
                "caOrderId=CA-1&match=prefix | 1001 2001 1002",
                "caOrderId=x_1&match=prefix | 2002",
                "caOrderId=CA_1&match=prefix |",
                "commonName=shop.acme.example&match=exact | 1001",
                "commonName=shop.&match=prefix | 1001 2001",
                "commonName=SH%25P_&match=prefix | 2002",
                "commonName=sh%25&match=prefix | 2002",
                "commonName=%25&match=prefix |",
                "commonName=s&match=prefix | 2002 1001 2001",
                "accountId=globex | 2001 2002",
                "accountId=GLOBEX |",
                "accountId=glob |",
                "accountId=glob&match=prefix | 2001 2002",
                "orderId=1002 | 1002",
                "orderId=1 |",
                "orderId=1&match=prefix | 1001 1002",
            })
    void criterionSelectsOrders(String query, String expected) {
        List<String> ids = expected == null ? List.of() : List.of(expected.split(" "));

        Response response = asSupport().supportOrders().query(query).send();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getList("orders.id")).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adminEmail=many@acme.example",
                "adminEmail=MANY&match=prefix",
                "caOrderId=many",
                "caOrderId=m&match=prefix",
                "commonName=many.example",
                "commonName=many&match=prefix",
                "accountId=large",
                "accountId=larg&match=prefix",
                "orderId=many-&match=prefix"
            })
    void pagesShowEachOrderOnce(String query) {
        for (int i = 0; i < 7; i++) {
            insert("many-" + i, "large", "many", "many.example", "many@acme.example");
        }
        List<String> all =
                asSupport().supportOrders().query(query).send().jsonPath().getList("orders.id");

        List<String> seen = new ArrayList<>();
        String address = "/ssl/support/orders?limit=2&" + query;
        while (address != null) {
            Response page = asSupport().get(address).send();
            assertThat(page.statusCode()).isEqualTo(200);
            seen.addAll(page.jsonPath().getList("orders.id"));
            String link = page.header("Link");
            assertThat(link == null).isEqualTo(page.jsonPath().getString("nextCursor") == null);
            address = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        assertThat(all).hasSize(7);
        assertThat(seen).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adminEmail=admin&match=prefix", "adminEmail=admin@acme.example"})
    void cursorOfChangedOrderIsInvalid(String query) {
        String cursor = asSupport()
                .supportOrders()
                .query(query)
                .limit(1)
                .send()
                .jsonPath()
                .getString("nextCursor");
        asSupport().supportOrders().query(query).cursor(cursor).then().statusCode(200);

        execute("update certificate_order set admin_email = 'aaa@acme.example' where id = '1001'");

        asSupport().supportOrders().query(query).cursor(cursor).then().spec(isProblem(INVALID_CURSOR));

        execute("delete from admin_email_change; delete from certificate_order where id = '1001'");

        asSupport().supportOrders().query(query).cursor(cursor).then().spec(isProblem(INVALID_CURSOR));
    }

    @Test
    void cursorOfOtherQueryIsInvalid() {
        String cursor = asSupport()
                .supportOrders()
                .query("accountId=acme")
                .limit(1)
                .send()
                .jsonPath()
                .getString("nextCursor");

        asSupport()
                .supportOrders()
                .query("accountId=globex")
                .cursor(cursor)
                .then()
                .spec(isProblem(INVALID_CURSOR));
        asSupport()
                .supportOrders()
                .query("accountId=acme&match=prefix")
                .cursor(cursor)
                .then()
                .spec(isProblem(INVALID_CURSOR));
    }

    @ParameterizedTest
    @CsvSource({
        "adminEmail=, adminEmail",
        "adminEmail=two%20words, adminEmail",
        "caOrderId=-1, caOrderId",
        "commonName=a%0Ab, commonName",
        "accountId=two%20words, accountId",
        "orderId=a%2Fb, orderId",
        "orderId=1001&match=suffix, match",
        "orderId=1001&match=, match",
        "orderId=1001&orderId=1002, orderId",
        "orderId=1001&limit=201, limit",
        "orderId=1001&status=issued, status",
        "orderId=1001&accountId=acme, ''",
        "'', ''",
        "match=prefix, ''",
    })
    void invalidParameterIsReportedAndNotRecorded(String query, String parameter) {
        asSupport()
                .supportOrders()
                .query(query)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains(parameter));
        assertThat(rows("select * from operator_action")).isEmpty();
    }

    @Test
    void allInvalidParametersAreReported() {
        asSupport()
                .supportOrders()
                .query("adminEmail=&caOrderId=&page=2")
                .limit(0)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", containsInAnyOrder("adminEmail", "caOrderId", "page", "limit", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adminEmail=admin@acme.example | null | null | adminEmail=***@acme.example",
                "adminEmail=adm&match=prefix | null | null | adminEmail=***, match=prefix",
                "commonName=shop@x&match=prefix | null | null | commonName=***@x, match=prefix",
                "caOrderId=CA-9 | null | null | caOrderId=CA-9",
                "accountId=acme | acme | null | accountId=acme",
                "orderId=1001 | null | 1001 | orderId=1001",
                "orderId=1&match=prefix | null | null | orderId=1, match=prefix",
            })
    void searchIsRecordedWithoutAddress(String query, String account, String order, String details) {
        asSupport().supportOrders().query(query).then().statusCode(200);

        assertThat(rows("select action, subject, coalesce(account_id, 'null') as account,"
                        + " coalesce(order_id, 'null') as order, details from operator_action"))
                .containsExactly(Map.of(
                        "action",
                        "search-orders",
                        "subject",
                        "ordering",
                        "account",
                        account,
                        "order",
                        order,
                        "details",
                        details));
    }

    private static void insert(String id, String account, String caOrderId, String commonName, String adminEmail) {
        execute("""
                insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,
                  certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at)
                values ('%s', '%s', '%s', '%s', 'domain-validated', 'alpha', 'issued', timestamptz '2026-01-01 00:00:00Z',
                  timestamptz '2026-01-01 00:00:00Z', timestamptz '2027-01-01 00:00:00Z', %s,
                  timestamptz '2026-01-01 00:00:00Z')""".formatted(
                        id, account, caOrderId, commonName, adminEmail == null ? "null" : "'" + adminEmail + "'"));
    }
}
