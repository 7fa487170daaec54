package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.Plans;
import sslorders.testing.ServiceTest;
import sslorders.testing.SqlLog;

/** The SQL statement that Hibernate sends for a list, and the plan that PostgreSQL makes for it. */
@QuarkusTest
class ListStatementTest extends ServiceTest {
    @Inject
    DataSource database;

    @BeforeEach
    void captureOrders() {
        for (int i = 0; i < 5; i++) {
            captured("order-" + i, capture("order-" + i));
        }
    }

    @Test
    void pageIsOneStatementOfTheShownColumns() {
        String sql = statementOf("/ssl/orders?limit=4");

        assertThat(sql).doesNotContain("offset", "count(");
        String columns = sql.substring("select ".length(), sql.indexOf(" from "));
        assertThat(columns.replaceAll("[a-z0-9_]+\\.", "").split(","))
                .containsExactlyInAnyOrder(
                        "id",
                        "common_name",
                        "certificate_type",
                        "certificate_authority",
                        "status",
                        "status_as_of",
                        "ordered_at",
                        "expires_at",
                        // This value is not in the response, but is part of the next page's cursor.
                        "expiry_sort",
                        "admin_email",
                        "captured_at");
    }

    @Test
    void nextPageIsAnIndexScanWithoutSort() throws Exception {
        Response first = as("acme").orders().limit(2).send();

        String second =
                statementOf("/ssl/orders?limit=2&cursor=" + first.jsonPath().getString("nextCursor"));

        try (Plans plans = new Plans(database, second)) {
            // The table has only a few rows: a sequential scan with a sort would be cheap.
            assertThat(plans.genericPlan())
                    .contains("Index Scan using certificate_order_by_expiry")
                    .containsPattern("Index Cond: .*account_id = .*ROW\\(.*expiry_sort, .*id\\) > ROW\\(")
                    .doesNotContain("Sort", "Filter");
        }
    }

    private static String statementOf(String address) {
        SqlLog.clear();
        as("acme").get(address).then().statusCode(200);
        assertThat(SqlLog.statements()).hasSize(1);
        return SqlLog.statements().getFirst();
    }
}
