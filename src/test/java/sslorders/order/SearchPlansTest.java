package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.Plans;
import sslorders.testing.ServiceTest;

/** Query plans of the search over all accounts, in sessions of the service, for an empty table and for 100,000 orders. */
@QuarkusTest
class SearchPlansTest extends ServiceTest {
    private static final int ROWS = 51;

    @Inject
    DataSource database;

    /** Inserts orders so that each value is at a random place in the table. Each account has 1,000 orders. */
    private static void insertOrders() {
        execute("""
                insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,
                  certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at)
                select 'order-' || lpad((i * 7919 % 100000)::text, 6, '0'), 'account-' || i % 100, 'CA-' || i % 1000,
                  'Host-' || i % 1000 || '.example', 'x', 'alpha', 'issued', now(), now(), now() + i * interval '1 minute',
                  case when i % 10 > 0 then 'Admin-' || i % 1000 || '@acme.example' end, now()
                from generate_series(0, 99999) i""");
    }

    /** Truncates the tables, which other tests empty row by row. */
    @AfterEach
    void removeRows() {
        execute("truncate certificate_order, resend, attempt, idempotency_key, admin_email_change;"
                + " analyze certificate_order");
    }

    @Test
    void searchUsesIndexForEmptyAndLargeTables() throws Exception {
        assertUsesIndexes("for an empty table");
        insertOrders();
        assertUsesIndexes("without statistics");
        execute("analyze certificate_order");
        assertUsesIndexes("with statistics");
    }

    private void assertUsesIndexes(String table) throws Exception {
        for (SearchCriterion criterion : SearchCriterion.values()) {
            for (boolean isPrefix : List.of(false, true)) {
                for (boolean hasCursor : List.of(false, true)) {
                    try (Plans plans = new Plans(database, OrderSearch.statement(criterion, isPrefix, hasCursor))) {
                        assertThat(plans.genericPlan())
                                .as("%s, prefix %s, cursor %s, %s", criterion, isPrefix, hasCursor, table)
                                .contains("Index Scan using " + index(criterion) + " on certificate_order")
                                .doesNotContain("Sort", "Seq Scan", "Bitmap");
                    }
                }
            }
        }
    }

    private static String index(SearchCriterion criterion) {
        return switch (criterion) {
            case ADMIN_EMAIL -> "certificate_order_by_admin_email";
            case CA_ORDER_ID -> "certificate_order_by_ca_order_id";
            case COMMON_NAME -> "certificate_order_by_common_name";
            case ACCOUNT_ID -> "certificate_order_by_expiry";
            case ORDER_ID -> "certificate_order_pkey";
        };
    }

    @Test
    void pageReadsOnlyItsOrders() throws Exception {
        insertOrders();
        for (String statistics : List.of("", "analyze certificate_order")) {
            execute(statistics);
            assertReads(SearchCriterion.ADMIN_EMAIL, "admin-7@acme.example", "order-055433");
            assertReads(SearchCriterion.CA_ORDER_ID, "CA-7", "order-055433");
            assertReads(SearchCriterion.COMMON_NAME, "host-7.example", "order-055433");
            assertReads(SearchCriterion.ACCOUNT_ID, "account-7", "order-055433");
            assertPrefixReads(SearchCriterion.ADMIN_EMAIL, "admin-", "order-055433");
            assertPrefixReads(SearchCriterion.CA_ORDER_ID, "CA-", "order-055433");
            assertPrefixReads(SearchCriterion.COMMON_NAME, "host-", "order-055433");
            assertPrefixReads(SearchCriterion.ACCOUNT_ID, "account-", "order-055433");
            assertPrefixReads(SearchCriterion.ORDER_ID, "order-", "order-055433");
        }
    }

    private void assertReads(SearchCriterion criterion, String value, String last) throws Exception {
        assertReads(OrderSearch.statement(criterion, false, false), List.of(value, "" + ROWS));
        assertReads(OrderSearch.statement(criterion, false, true), List.of(value, last, value, "" + ROWS));
    }

    private void assertPrefixReads(SearchCriterion criterion, String prefix, String last) throws Exception {
        String bound = SearchCriterion.afterPrefix(prefix);
        assertReads(OrderSearch.statement(criterion, true, false), List.of(prefix, bound, "" + ROWS));
        assertReads(OrderSearch.statement(criterion, true, true), List.of(bound, last, prefix, bound, "" + ROWS));
    }

    /** Executes a statement, and asserts that it reads a full page and few blocks besides. */
    private void assertReads(String sql, List<String> values) throws Exception {
        try (Plans plans = new Plans(database, sql)) {
            JsonNode plan = plans.executedPlan(values);

            assertThat(plan.path("Actual Rows").asInt())
                    .as(plan.toPrettyString())
                    .isEqualTo(ROWS);
            // Each row needs one block of the table. The blocks of the indexes and the row of the cursor are added.
            assertThat(plan.path("Shared Hit Blocks").asInt()
                            + plan.path("Shared Read Blocks").asInt())
                    .as(plan.toPrettyString())
                    .isLessThan(ROWS + 20);
        }
    }
}
