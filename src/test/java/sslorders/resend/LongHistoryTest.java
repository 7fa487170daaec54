package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sslorders.event.EventInserts;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;
import sslorders.testing.TestParts;

/**
 * Database cost of a resend and its history after one year. No statement reads more rows than it returns, even for an order or
 * an account with 10,000 rejections.
 */
@QuarkusTest
class LongHistoryTest extends ServiceTest {

    /**
     * 3,000 accepted resends of order 1001 that are at least two days old, and rejected resends: 20,000 of order 1001 and 10,000
     * of order 1002. Four rejections are less than one hour old, which the rejection limit allows.
     */
    private static final String ACME_RESENDS = """
            select 'acme', '1001', 'accepted', interval '2 days' + i * interval '170 minutes'
            from generate_series(1, 3000) i
            union all select 'acme', '1001', 'rejected', interval '1 hour' + i * interval '4 seconds'
            from generate_series(1, 20000) i
            union all select 'acme', '1002', 'rejected', interval '1 hour' + i * interval '300 ms'
            from generate_series(1, 10000) i
            union all select 'acme', '1001', 'rejected', i * interval '1 minute' from generate_series(1, 4) i""";

    private static final String OTHER_RESENDS = """
            select 'account-' || i % 1000, 'order-' || i % 10000, case i % 10 when 0 then 'rejected' else 'accepted' end,
              i * interval '450 seconds'
            from generate_series(1, 70000) i""";

    @Inject
    EventInserts events;

    private List<String> writes() {
        return Stream.concat(
                        Stream.of(ResendStore.OPEN, KeyRetention.DELETE, HistoryRetention.DELETE),
                        Stream.of(TransitionSql.values()).map(this::text))
                .toList();
    }

    private String text(TransitionSql transition) {
        return transition.text(transition.insert(events, "acme"));
    }

    /** Returns each query with values of its parameters. */
    private static Map<String, String> reads(String resend) {
        String now = "timestamptz '" + SettableClock.START + "'";
        String usage =
                "'acme', '1001', %1$s - interval '1 day', 4, %1$s - interval '1 hour', 99, %1$s - interval '1 hour', 50"
                        .formatted(now);
        return Map.of(
                ResendStore.READ_FACTS, usage,
                ResendStore.READ_FACTS_WITH_KEY, usage + ", 'key'",
                ResendStore.FIND, "'" + resend + "'",
                ResendHistory.USAGE, usage,
                ResendHistory.PAGE, "'acme', '1001', 201",
                ResendHistory.NEXT_PAGE, "'acme', '1001', " + now + " - interval '23 hours', '" + resend + "', 201",
                ResendHistory.ATTEMPTS, "'" + resend + "', -999");
    }

    private static void insertOneYear() {
        captured("1001", capture("1001"));
        captured("1002", capture("1002"));
        // Foreign key checks are off: they would take most of the time.
        execute("""
                set session_replication_role = replica;
                insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,
                  certificate_authority, status, status_as_of, ordered_at, captured_at)
                select 'order-' || i, 'account-' || i %% 1000, 'x', 'x', 'x', 'alpha', 'issued', now(), now(), now()
                from generate_series(0, 9999) i;
                with past (account_id, order_id, status, ago) as (%s union all %s),
                made as (
                  insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,
                    requested_at, requested_by, settled_at, attempts)
                  select (lpad(to_hex(floor(extract(epoch from timestamptz '%s' - ago) * 1000)::bigint), 12, '0')
                      || '7' || substr(md5(ago::text || order_id), 1, 3) || '8' || substr(md5(ago::text || order_id), 4, 15)
                    )::uuid,
                    account_id, order_id, 'alpha', 'x', 'admin@acme.example', status, timestamptz '%3$s' - ago, 'x',
                    timestamptz '%3$s' - ago, 1
                  from past returning id, account_id, requested_at),
                keys as (
                  insert into idempotency_key (account_id, name, resend_id, fingerprint, used_at)
                  select account_id, id::text, id, 'x', requested_at from made
                  where requested_at > timestamptz '%3$s' - interval '7 days')
                insert into attempt (resend_id, number, started_at) select id, 1, requested_at from made;
                analyze certificate_order, resend, attempt, idempotency_key""".formatted(ACME_RESENDS, OTHER_RESENDS, SettableClock.START));
    }

    /** Truncates the tables: rows that are deleted one by one slow down the next tests until they are vacuumed. */
    @AfterEach
    void truncateTables() {
        execute("truncate certificate_order, resend, attempt, idempotency_key, admin_email_change;"
                + " analyze certificate_order, resend, attempt, idempotency_key");
    }

    @Test
    void queryReadsOnlyTheRowsItReturns() throws Exception {
        insertOneYear();
        String id = resendAndReadHistory();

        for (Map.Entry<String, String> statement : reads(id).entrySet()) {
            assertThat(plan("explain (generic_plan) " + numbered(statement.getKey())))
                    .as(statement.getKey())
                    .doesNotContain("Seq Scan");
            assertReadsOnlyReturnedRows(analyzed(statement.getKey(), statement.getValue()));
        }
    }

    @Test
    void writeUsesNoSequentialScan() {
        insertOneYear();

        assertThat(writes())
                .allSatisfy(statement -> assertThat(plan("explain (generic_plan) " + numbered(statement)))
                        .doesNotContain("Seq Scan on resend", "Seq Scan on attempt", "Seq Scan on scheduled_tasks"));
    }

    /** A connection keeps its generic plans. These plans may date from a time when the tables were empty and not analyzed. */
    @Test
    void planForEmptyTablesUsesPrimaryKeys() {
        execute("truncate resend, attempt, idempotency_key; delete from scheduled_tasks where task_name = 'resend'");

        assertThat(TransitionSql.values())
                .allSatisfy(sql -> assertThat(plan("explain (generic_plan) " + numbered(text(sql))))
                        .contains("resend_pkey", "scheduled_tasks_pkey")
                        .doesNotContain("Join", "Nested Loop"));
        assertThat(plan("explain (generic_plan) " + numbered(ResendStore.READ_FACTS)))
                .doesNotContain("resend_by_order", "resend_by_account", "resend_rejected_by_account");
    }

    @Test
    void cancelledResendsDoNotSlowDownTheLimits() throws Exception {
        insertOneYear();
        execute("""
                insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,
                  requested_at, requested_by, settled_at, intervention, intervention_at)
                select gen_random_uuid(), 'acme', '1001', 'alpha', 'x', 'admin@acme.example', 'gave-up',
                  timestamptz '%1$s' - i * interval '500 ms', 'x', timestamptz '%1$s', 'cancelled', timestamptz '%1$s'
                from generate_series(1, 5000) i;
                analyze resend""".formatted(SettableClock.START));

        assertReadsOnlyReturnedRows(analyzed(
                ResendStore.READ_FACTS, reads(new UUID(0, 1).toString()).get(ResendStore.READ_FACTS)));
    }

    @Test
    void noIndexHasAColumnThatIsUpdated() {
        assertThat(rows("select indexdef from pg_indexes where tablename = 'resend'"))
                .extracting(row -> row.get("indexdef"))
                .hasSize(8)
                .noneMatch(index -> index.matches(".*\\b(status|due_at|attempts|settled_at|ca_\\w+)\\b.*"));
    }

    private static String resendAndReadHistory() {
        String id = as("acme")
                .resend("1001")
                .withKey("key")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        as("acme").resend("1001").withKey("key").then().statusCode(202);
        as("acme").preview("1001").then().statusCode(200);
        String cursor = as("acme")
                .history("1001")
                .limit(200)
                .then()
                .statusCode(200)
                .extract()
                .path("nextCursor");
        as("acme").history("1001").limit(200).cursor(cursor).then().statusCode(200);
        as("acme").resend("1001", id).then().statusCode(200);
        return id;
    }

    private static void assertReadsOnlyReturnedRows(JsonNode plan) {
        int returned = plan.path("Actual Rows").asInt();
        int blocks = plan.path("Shared Hit Blocks").asInt()
                + plan.path("Shared Read Blocks").asInt();
        // The maximum is one row from each of six indexes, plus the four rejections of the last hour.
        assertThat(scanned(plan)).as(plan.toPrettyString()).isLessThanOrEqualTo(Math.max(returned, 10));
        // Eight indexes with three levels each.
        assertThat(blocks).as(plan.toPrettyString()).isLessThan(30 + returned);
    }

    /** Returns the number of rows read from tables, including rows that a filter removed. */
    private static int scanned(JsonNode node) {
        int rows = 0;
        if (node.has("Relation Name")) {
            rows = node.path("Actual Loops").asInt()
                    * (node.path("Actual Rows").asInt()
                            + node.path("Rows Removed by Filter").asInt()
                            + node.path("Rows Removed by Index Recheck").asInt());
        }
        for (JsonNode child : node.path("Plans")) {
            rows += scanned(child);
        }
        return rows;
    }

    /** Executes the generic plan of a statement with these values, and returns it with its actual counts. */
    private static JsonNode analyzed(String sql, String values) throws Exception {
        try (Connection connection = TestParts.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare sent as " + numbered(sql));
            ResultSet plan =
                    statement.executeQuery("explain (analyze, buffers, format json) execute sent(" + values + ")");
            plan.next();
            return new ObjectMapper().readTree(plan.getString(1)).path(0).path("Plan");
        }
    }

    /** Returns the plan that results from the service's planner settings. It does not depend on the statistics of autovacuum. */
    private static String plan(String explain) {
        try (Connection connection = TestParts.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off");
            List<String> lines = new ArrayList<>();
            try (ResultSet plan = statement.executeQuery(explain)) {
                while (plan.next()) {
                    lines.add(plan.getString(1));
                }
            }
            return String.join("\n", lines);
        } catch (SQLException e) {
            throw new AssertionError(explain, e);
        }
    }

    private static String numbered(String sql) {
        int[] parameters = {0};
        return Pattern.compile("\\?").matcher(sql).replaceAll(parameter -> "\\$" + ++parameters[0]);
    }
}
