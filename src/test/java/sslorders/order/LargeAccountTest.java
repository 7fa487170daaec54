package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.account.AccountId;
import sslorders.paging.ListCursor;
import sslorders.testing.Plans;
import sslorders.testing.ServiceTest;
import sslorders.testing.SqlLog;

/** Query plans for one account with 50,000 orders beside 2,000 accounts with ten orders each. */
@QuarkusTest
class LargeAccountTest extends ServiceTest {
    private static final String LARGE = "large";
    private static final String SMALL = "small-7";

    private static final List<String> FILTERS = List.of(
            "",
            "status=issued",
            "status=issued,revoked",
            // Matches three orders.
            "status=rejected",
            "certificateAuthority=alpha",
            // Matches one order.
            "certificateAuthority=rare",
            "commonName=h",
            "commonName=host-4242.",
            "expiresBefore=2040-01-01T00:00:00Z",
            "expiresBefore=2020-01-02T00:00:00Z",
            "expiresAfter=2020-01-02T00:00:00Z",
            "expiresAfter=2040-01-01T00:00:00Z",
            "status=issued&certificateAuthority=alpha&commonName=h&expiresBefore=2040-01-01T00:00:00Z"
                    + "&expiresAfter=2020-01-02T00:00:00Z",
            "status=rejected&certificateAuthority=rare&commonName=host-4242.&expiresBefore=2020-01-02T00:00:00Z"
                    + "&expiresAfter=2020-01-01T00:00:00Z");

    @Inject
    DataSource database;

    @Inject
    OrderRepository orders;

    @BeforeEach
    void addOrders() {
        addOrders(1, 20_000, "'small-' || i % 2000");
        execute("analyze certificate_order");
        addOrders(20_001, 70_000, "'" + LARGE + "'");
    }

    private static void addOrders(int from, int to, String account) {
        execute("insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,"
                + " certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at)"
                + " select i, " + account + ", 'CA-' || i, 'host-' || i || '.example', 'dv',"
                + " case when i = 42424 then 'rare' when i % 2 = 0 then 'alpha' else 'beta' end,"
                + " case when i % 20000 = 1 then 'rejected' when i % 3 = 0 then 'revoked' else 'issued' end, now(),"
                // Times are not in table order, so that neighbors in an index are in different blocks.
                + " timestamptz '2020-01-01Z' + i * 7919 % 70000 * interval '30 minutes',"
                + " case when i % 10 > 0 then timestamptz '2020-01-01Z' + i * 6991 % 70000 * interval '1 hour' end,"
                + " 'admin@host.example', now() from generate_series(" + from + ", " + to + ") i");
    }

    /** Truncates the table, which other tests empty row by row. */
    @AfterEach
    void removeOrders() {
        execute("truncate certificate_order cascade");
    }

    @Test
    @Transactional
    void listUsesIndexWithStaleAndFreshStatistics() throws Exception {
        assertListsUseIndex("with statistics from before the large account was inserted");
        execute("analyze certificate_order");
        assertListsUseIndex("with current statistics");
    }

    private void assertListsUseIndex(String statistics) throws Exception {
        for (OrderSort sort : OrderSort.values()) {
            for (String filter : FILTERS) {
                for (Optional<ListCursor> position : List.of(
                        Optional.<ListCursor>empty(),
                        Optional.of(new ListCursor(Instant.parse("2023-01-01T00:00:00Z"), "42")))) {
                    OrderQuery large = query(LARGE, sort, filter, position);
                    OrderQuery small = query(SMALL, sort, filter, position);
                    try (Plans plans = new Plans(database, statementOf(small))) {
                        String name = filter + " by " + sort + " from " + position + ", " + statistics;
                        assertThat(plans.genericPlan())
                                .contains("$1")
                                .satisfies(plan -> assertUsesIndex(plan, sort, name));
                        assertUsesIndex(plans.customPlan(values(large)), sort, name);
                        assertUsesIndex(plans.customPlan(values(small)), sort, name);
                    }
                }
            }
        }
    }

    private static void assertUsesIndex(String plan, OrderSort sort, String name) {
        String index = sort.wireName().endsWith("expiresAt") ? "by_expiry" : "by_ordered_at";
        assertThat(plan)
                .as(name)
                .containsPattern("Index Scan (Backward )?using certificate_order_" + index)
                .containsPattern("Index Cond: .*account_id = ")
                .doesNotContain("Sort", "Seq Scan", "Bitmap");
    }

    @Test
    @Transactional
    void firstAndDeepPageReadOnlyTheirOrders() throws Exception {
        execute("analyze certificate_order");
        for (OrderSort sort : OrderSort.values()) {
            OrderQuery first = query(LARGE, sort, "limit=199", Optional.empty());
            OrderQuery deep = first;
            for (int page = 0; page < 50; page++) {
                OrderRow last = orders.page(deep).getLast();
                deep = query(LARGE, sort, "limit=199", Optional.of(new ListCursor(sort.keyOf(last), last.id())));
            }

            assertReadsOnlyItsOrders(first);
            assertReadsOnlyItsOrders(deep);
        }
    }

    private void assertReadsOnlyItsOrders(OrderQuery query) throws Exception {
        try (Plans plans = new Plans(database, statementOf(query))) {
            JsonNode page = plans.executedPlan(values(query));

            JsonNode scan = page.at("/Plans/0");
            assertThat(scan.path("Node Type").asText()).isEqualTo("Index Scan");
            assertThat(scan.path("Actual Rows").asInt()).isEqualTo(query.page().rowsToRead());
            assertThat(scan.path("Rows Removed by Filter").asInt()).isZero();
            // Each order needs one table block. The index blocks from the root to the leaves with 200 entries are
            // added.
            assertThat(page.path("Shared Hit Blocks").asInt()
                            + page.path("Shared Read Blocks").asInt())
                    .isLessThanOrEqualTo(query.page().rowsToRead() + 10);
        }
    }

    private static OrderQuery query(String account, OrderSort sort, String parameters, Optional<ListCursor> position) {
        Map<String, List<String>> parsed = Arrays.stream(parameters.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> parameter.split("="))
                .collect(Collectors.toMap(parameter -> parameter[0], parameter -> List.of(parameter[1])));
        OrderQuery query = OrderQuery.parse(new AccountId(account), parsed);
        return new OrderQuery(query.account(), query.filter(), sort, query.page(), position, query.includes());
    }

    private String statementOf(OrderQuery query) {
        SqlLog.clear();
        orders.page(query);
        assertThat(SqlLog.statements()).hasSize(1);
        return SqlLog.statements().getFirst();
    }

    /** Returns the values of the statement's parameters, in order. */
    private static List<String> values(OrderQuery query) {
        Map<String, Object> filterValues = new LinkedHashMap<>();
        query.filter().condition(filterValues);
        List<Object> values = new ArrayList<>();
        values.add(query.account().value());
        filterValues
                .values()
                .forEach(value -> values.addAll(value instanceof Collection<?> all ? all : List.of(value)));
        query.after().ifPresent(position -> values.addAll(List.of(position.sortTime(), position.id())));
        values.add(query.page().rowsToRead());
        return values.stream()
                .map(value -> value instanceof OrderStatus status ? status.wireName() : value.toString())
                .toList();
    }
}
