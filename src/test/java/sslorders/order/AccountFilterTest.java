package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.INVALID_CURSOR;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.testing.Plans;
import sslorders.testing.ServiceTest;
import sslorders.testing.SqlLog;

/** The filters of an account's list by admin e-mail and by CA order ID. */
@QuarkusTest
class AccountFilterTest extends ServiceTest {
    @Inject
    DataSource database;

    @BeforeEach
    void captureOrders() {
        captured("1001", "adminEmail", "Admin@acme.example");
        captured("1002", "adminEmail", "admin@acme.example");
        captured("1003", with(capture("1003"), "adminEmail", null));
        captured("2001", with(with(capture("2001"), "accountId", "globex"), "caOrderId", "CA-1001"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adminEmail=admin@acme.example | 1001 1002",
                "adminEmail=ADMIN%40ACME.EXAMPLE | 1001 1002",
                "adminEmail=admin |",
                "adminEmail=_dmin@acme.example |",
                "adminEmail=admin@acme.example&sort=-orderedAt | 1002 1001",
                "adminEmail=admin@acme.example&sort=-expiresAt | 1002 1001",
                "caOrderId=CA-1001 | 1001",
                "caOrderId=ca-1001 |",
                "caOrderId=CA-100 |",
                "caOrderId=CA-1002&adminEmail=admin@acme.example&status=issued&commonName=host | 1002",
                "caOrderId=CA-1003&adminEmail=admin@acme.example |",
            })
    void filterSelectsOrdersOfAccount(String query, String expected) {
        List<String> ids = expected == null ? List.of() : List.of(expected.split(" "));

        Response response = as("acme").orders().query(query).send();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getList("orders.id")).isEqualTo(ids);
    }

    @Test
    void otherAccountSeesOnlyItsOrders() {
        as("globex").orders().query("caOrderId=CA-1001").then().body("orders.id", contains("2001"));
        as("globex").orders().query("adminEmail=admin@acme.example").then().body("orders.id", contains("2001"));
        as("initech").orders().query("caOrderId=CA-1001").then().body("orders", hasSize(0));
    }

    @Test
    void listShowsNeitherAccountNorCaOrderId() {
        as("acme")
                .orders()
                .query("caOrderId=CA-1001")
                .then()
                .body("orders[0]", not(hasKey("caOrderId")))
                .body("orders[0]", not(hasKey("accountId")));
    }

    @Test
    void cursorBelongsToItsFilter() {
        String query = "adminEmail=admin@acme.example";
        Response first = as("acme").orders().query(query).limit(1).send();
        String cursor = first.jsonPath().getString("nextCursor");

        as("acme").orders().query(query).cursor(cursor).then().body("orders.id", contains("1002"));
        as("acme").orders().cursor(cursor).then().spec(isProblem(INVALID_CURSOR));
        assertThat(first.header("Link")).contains("&adminEmail=admin%40acme.example>");
    }

    @ParameterizedTest
    @CsvSource({
        "adminEmail=, adminEmail",
        "adminEmail=two%20words, adminEmail",
        "adminEmail=a@b&adminEmail=c@d, adminEmail",
        "caOrderId=, caOrderId",
        "caOrderId=a%2Fb, caOrderId",
        "match=prefix, match"
    })
    void invalidFilterIsReported(String query, String parameter) {
        as("acme")
                .orders()
                .query(query)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains(parameter));
    }

    @ParameterizedTest
    @CsvSource({
        "adminEmail=admin@acme.example, certificate_order_by_admin_email",
        "adminEmail=admin@acme.example&sort=-expiresAt, certificate_order_by_admin_email",
        "caOrderId=CA-1001, certificate_order_by_ca_order_id"
    })
    void filterUsesItsIndex(String query, String index) throws Exception {
        SqlLog.clear();
        as("acme").orders().query(query).then().statusCode(200);
        try (Plans plans = new Plans(database, SqlLog.statements().getFirst())) {
            assertThat(plans.genericPlan())
                    .contains(index + " on certificate_order")
                    .containsPattern("Index Cond: .*account_id = ")
                    .doesNotContain("Sort", "Filter", "Seq Scan");
        }
    }
}
