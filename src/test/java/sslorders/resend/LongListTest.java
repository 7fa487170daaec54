package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sslorders.resend.AccountResends.Range;
import sslorders.testing.Plans;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/**
 * Query plans of the list of an account's resends and of {@code include=lastResend}, in sessions of the service. One account has
 * 100,000 resends of 10,000 orders, beside 1,000 accounts with 20 resends each.
 */
@QuarkusTest
class LongListTest extends ServiceTest {
    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";
    private static final String FIRST = "9999-01-01T00:00:00Z";
    private static final String EPOCH = "1970-01-01T00:00:00Z";
    private static final String MIDDLE =
            SettableClock.START.minusSeconds(50_000 * 60L).toString();
    private static final int ROWS = 201;

    @Inject
    DataSource database;

    private static void insertResends() {
        execute("""
                set session_replication_role = replica;
                insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,
                  certificate_authority, status, status_as_of, ordered_at, captured_at)
                select 'order-' || i, 'large', 'x', 'x', 'x', 'alpha', 'issued', now(), now(), now()
                from generate_series(0, 9999) i;
                insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,
                  requested_at, requested_by, settled_at, reference)
                select gen_random_uuid(), case when i < 100000 then 'large' else 'small-' || i %% 1000 end,
                  'order-' || i %% 10000, case when i = 99000 then 'rare' else 'alpha' end, 'x', 'admin@acme.example',
                  case when i = 99000 then 'unknown' when i %% 10 = 0 then 'rejected' else 'accepted' end,
                  -- Not in table order, so that neighbors in an index are in different blocks.
                  timestamptz '%s' - i * 7919::bigint %% 100000 * interval '1 minute', 'x', now(),
                  case when i %% 4 = 0 then 'ticket-' || i %% 100 end
                from generate_series(0, 119999) i""".formatted(SettableClock.START));
    }

    /** Truncates the tables, which other tests empty row by row. */
    @AfterEach
    void removeRows() {
        execute("truncate certificate_order, resend, attempt, idempotency_key, admin_email_change;"
                + " analyze certificate_order, resend");
    }

    @Test
    void listUsesItsIndexForEmptyAndLargeTables() throws Exception {
        assertUsesIndexes("for empty tables");
        insertResends();
        assertUsesIndexes("without statistics");
        execute("analyze certificate_order, resend");
        assertUsesIndexes("with statistics");
    }

    private void assertUsesIndexes(String tables) throws Exception {
        for (Range range : Range.values()) {
            for (String sql : List.of(range.sql(), range.filteredSql())) {
                try (Plans plans = new Plans(database, sql)) {
                    assertThat(plans.genericPlan())
                            .as("%s, %s", range, tables)
                            .containsPattern("Index Scan using " + index(range) + " on resend")
                            .containsPattern("Index Cond: .*account_id = .*ROW\\(.*requested_at.*, id\\) < ROW\\(.* > ")
                            .doesNotContain("Sort", "Seq Scan", "Bitmap", "Index Scan Backward");
                }
            }
        }
    }

    private static String index(Range range) {
        return switch (range) {
            case ACCOUNT -> "resend_by_account";
            case ORDER -> "resend_by_order";
            case REFERENCE -> "resend_by_reference";
        };
    }

    /** The index of the list must not replace the index of the history. The history reads only the order's resends. */
    @Test
    void historyUsesIndexOfOrderForEmptyTables() throws Exception {
        execute("truncate resend, attempt, idempotency_key; analyze resend");

        for (String sql : List.of(ResendHistory.PAGE, ResendHistory.NEXT_PAGE)) {
            try (Plans plans = new Plans(database, sql)) {
                assertThat(plans.genericPlan())
                        .contains("Index Scan using resend_by_order")
                        .doesNotContain("Filter");
            }
        }
    }

    @Test
    void firstAndDeepPageReadOnlyTheirResends() throws Exception {
        insertResends();
        for (String statistics : List.of("", "analyze certificate_order, resend")) {
            execute(statistics);
            for (String start : List.of(FIRST, MIDDLE)) {
                assertReads(Range.ACCOUNT.sql(), ROWS, ROWS, "large", start, NO_ID, EPOCH, "" + ROWS);
                assertReads(Range.REFERENCE.sql(), ROWS, ROWS, "large", "ticket-40", start, NO_ID, EPOCH, "" + ROWS);
                assertReads(Range.ORDER.sql(), 3, 10, "large", "order-40", start, NO_ID, EPOCH, "" + ROWS);
            }
            String hourAfter = SettableClock.START.minusSeconds(3600).toString();
            assertReads(Range.ACCOUNT.sql(), 60, 60, "large", FIRST, NO_ID, hourAfter, "" + ROWS);
        }
    }

    @Test
    void filterReadsBoundedNumberOfResends() throws Exception {
        insertResends();
        String sql = Range.ACCOUNT.filteredSql();
        int max = AccountResends.MAX_SCANNED;

        // Each tenth resend is rejected.
        assertReads(sql, 20, 400, "rejected", "alpha", null, "large", MIDDLE, NO_ID, EPOCH, "20");
        assertReads(sql, max, max, "unknown", null, null, "large", FIRST, NO_ID, EPOCH, "51");
        assertReads(sql, max, max, "accepted,rejected", "rare", null, "large", MIDDLE, NO_ID, EPOCH, "51");
        assertReads(
                Range.REFERENCE.filteredSql(),
                100,
                max,
                "accepted,rejected",
                null,
                "order-40",
                "large",
                "ticket-40",
                FIRST,
                NO_ID,
                EPOCH,
                "51");
    }

    @Test
    void includeReadsFewRowsForEachOrder() throws Exception {
        for (String statistics : List.of("", "analyze certificate_order, resend")) {
            execute("truncate certificate_order, resend cascade");
            try (Plans plans = new Plans(database, NewestResends.FIND)) {
                assertThat(plans.genericPlan()).doesNotContain("Seq Scan", "Bitmap");
            }
            insertResends();
            execute(statistics);
            String now = SettableClock.START.toString();
            String ids = IntStream.range(0, 200).mapToObj(i -> "order-" + i).collect(Collectors.joining(","));
            try (Plans plans = new Plans(database, NewestResends.FIND)) {
                JsonNode plan = plans.executedPlan(List.of(
                        "large",
                        ids,
                        MIDDLE,
                        "4",
                        now,
                        "99",
                        SettableClock.START.minusSeconds(86_400 * 30L).toString(),
                        "50"));

                assertThat(plan.path("Actual Rows").asInt()).isEqualTo(200);
                // The order, its newest resend, its newest one that counts, and up to five in the quota of the order;
                // for the
                // account, 50 rejected resends and 50 in progress.
                assertThat(scanned(plan)).as(plan.toPrettyString()).isLessThanOrEqualTo(200 * 8 + 100);
                // Five indexes with three levels and their rows for each order, and the rows of the account.
                assertThat(blocks(plan)).as(plan.toPrettyString()).isLessThan(200 * 25 + 130);
            }
        }
    }

    /** Executes a statement, and asserts the minimum and maximum number of rows that it reads. */
    private void assertReads(String sql, int min, int max, String... values) throws Exception {
        try (Plans plans = new Plans(database, sql)) {
            JsonNode plan = plans.executedPlan(Arrays.asList(values));
            assertThat(scanned(plan)).as(plan.toPrettyString()).isBetween(min, max);
            // Each row needs one block of the table. The blocks of the index are added.
            assertThat(blocks(plan)).as(plan.toPrettyString()).isLessThan(max + max / 50 + 12);
        }
    }

    private static int blocks(JsonNode plan) {
        return plan.path("Shared Hit Blocks").asInt()
                + plan.path("Shared Read Blocks").asInt();
    }

    /** Returns the number of rows read from tables, including rows that a filter removed. */
    private static int scanned(JsonNode node) {
        int rows = 0;
        if (node.has("Relation Name")) {
            rows = (int) Math.round(node.path("Actual Loops").asInt()
                    * (node.path("Actual Rows").asDouble()
                            + node.path("Rows Removed by Filter").asDouble()
                            + node.path("Rows Removed by Index Recheck").asDouble()));
        }
        for (JsonNode child : node.path("Plans")) {
            rows += scanned(child);
        }
        return rows;
    }
}
