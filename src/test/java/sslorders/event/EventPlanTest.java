package sslorders.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.Plans;
import sslorders.testing.ServiceTest;

/**
 * Query plans of the list of events, in sessions of the service. One account has 100,000 events, of which 10,000 have no position,
 * beside 1,000 accounts with 20 events each.
 */
@QuarkusTest
class EventPlanTest extends ServiceTest {
    private static final List<String> PAGES = List.of(AccountEvents.FIRST_PAGE, AccountEvents.NEXT_PAGE);

    @Inject
    DataSource database;

    private static void insertEvents() {
        execute("""
                insert into event (id, account_id, type, order_id, certificate_authority, occurred_at, position)
                select gen_random_uuid(), case when i < 100000 then 'large' else 'small-' || i % 1000 end,
                  'order.admin-email-changed', 'order-' || i, 'alpha', now(),
                  case when i < 90000 or i >= 100000 then nextval('event_position') end
                from generate_series(0, 119999) i""");
    }

    /** Truncates the table, which other tests empty row by row. */
    @AfterEach
    void removeRows() {
        execute("truncate event; analyze event");
    }

    @Test
    void statementsUseTheirIndexesForAnyTable() throws Exception {
        execute("truncate event; analyze event");
        assertUsesIndexes("for an empty table");
        insertEvents();
        assertUsesIndexes("without statistics");
        execute("analyze event");
        assertUsesIndexes("with statistics");
    }

    private void assertUsesIndexes(String table) throws Exception {
        for (String sql : PAGES) {
            try (Plans plans = new Plans(database, sql)) {
                assertThat(plans.genericPlan())
                        .as(table)
                        .containsPattern("Index Scan using event_by_position on event")
                        .containsPattern("Index Cond: .*account_id = .*\"?position\"? > ")
                        .containsPattern("Index (Only )?Scan using event_without_position on event")
                        .doesNotContain("Seq Scan", "Bitmap", "Index Scan Backward", "Hash", "Merge");
            }
        }
        try (Plans plans = new Plans(database, AccountEvents.NEXT_PAGE)) {
            assertThat(plans.genericPlan()).as(table).contains("Index Scan using event_pkey");
        }
        try (Plans plans = new Plans(database, AccountEvents.ASSIGN)) {
            assertThat(plans.genericPlan())
                    .as(table)
                    .containsPattern(
                            "Index Scan using event_without_position on event.*\\n *Index Cond: .*account_id.*number <")
                    .doesNotContain(
                            "Seq Scan", "Bitmap", "Sort", "Join", "Backward", "event_by_position", "event_pkey");
        }
        try (Plans plans = new Plans(database, EventRetention.DELETE)) {
            assertThat(plans.genericPlan())
                    .as(table)
                    .containsPattern("Index Scan using event_pkey on event")
                    .doesNotContain("Seq Scan on event", "Bitmap", "event_by_position", "event_without_position");
        }
    }

    @Test
    void pageReadsOnlyItsEvents() throws Exception {
        insertEvents();
        String first = id("0");
        String last = id("89999");
        for (String statistics : List.of("", "analyze event")) {
            execute(statistics);
            // The page, and one event without a position.
            assertReads(AccountEvents.FIRST_PAGE, 202, "large", "201");
            assertReads(AccountEvents.NEXT_PAGE, 203, "large", first, "201");
            assertReads(AccountEvents.NEXT_PAGE, 2, "large", last, "201");
        }
    }

    @Test
    void pollWithoutNewEventsReadsOneEvent() throws Exception {
        insertEvents();
        execute("update event set position = nextval('event_position') where position is null");
        execute("vacuum event");
        String last = rows("select id from event where account_id = 'large' order by position desc limit 1")
                .getFirst()
                .get("id");

        assertReads(AccountEvents.NEXT_PAGE, 1, "large", last, "201");
    }

    private static String id(String order) {
        return rows("select id from event where order_id = 'order-" + order + "'")
                .getFirst()
                .get("id");
    }

    /** Executes a statement, and asserts the number of rows that it reads. */
    private void assertReads(String sql, int expected, String... values) throws Exception {
        try (Plans plans = new Plans(database, sql)) {
            JsonNode plan = plans.executedPlan(Arrays.asList(values));
            assertThat(scanned(plan)).as(plan.toPrettyString()).isEqualTo(expected);
            assertThat(plan.path("Shared Hit Blocks").asInt()
                            + plan.path("Shared Read Blocks").asInt())
                    .as(plan.toPrettyString())
                    .isLessThan(expected + expected / 50 + 12);
        }
    }

    /** Returns the number of rows read from the table, including rows that a filter removed. */
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
