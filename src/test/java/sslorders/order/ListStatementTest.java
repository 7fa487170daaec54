package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.SqlLog;

/** What the list costs the database: the statement that Hibernate really sends, and PostgreSQL's plan for it. */
@QuarkusTest
class ListStatementTest extends ServiceTest {
    private static final List<String> OTHER_WAYS = List.of("enable_seqscan", "enable_bitmapscan", "enable_sort");

    @BeforeEach
    void someOrders() {
        for (int i = 0; i < 5; i++) {
            captured("order-" + i, capture("order-" + i));
        }
    }

    @BeforeEach
    void closeTheOtherWays() {
        OTHER_WAYS.forEach(way -> execute("alter role postgres set " + way + " = off"));
    }

    @AfterEach
    void openThemAgain() {
        OTHER_WAYS.forEach(way -> execute("alter role postgres reset " + way));
    }

    @Test
    void aPageIsOneStatementWithoutOffsetThatReadsTheColumnsItShows() {
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
                        // Not shown, but part of the next page's cursor.
                        "expiry_sort",
                        "admin_email",
                        "captured_at");
    }

    @Test
    void aPageBehindACursorIsOneDescentOfTheIndexAndNoSort() {
        Response first = acme().get("/ssl/orders?limit=2");

        String plan = planOf(
                statementOf("/ssl/orders?limit=2&cursor=" + first.jsonPath().getString("nextCursor")));

        assertThat(plan)
                .contains("Index Scan using certificate_order_by_expiry")
                .containsPattern("Index Cond: .*account_id = .*ROW\\(.*expiry_sort, .*id\\) > ROW\\(")
                .doesNotContain("Sort", "Filter");
    }

    @ParameterizedTest
    @CsvSource({
        "expiresAt, certificate_order_by_expiry",
        "-expiresAt, certificate_order_by_expiry",
        "orderedAt, certificate_order_by_ordered_at",
        "-orderedAt, certificate_order_by_ordered_at",
    })
    void everySortWithEveryFilterCanBeReadFromAnIndexOfTheAccountAndSortsNothing(String sort, String index) {
        for (String filter : List.of(
                "",
                "&status=issued",
                "&status=issued,revoked",
                "&certificateAuthority=alpha",
                "&commonName=h",
                "&expiresBefore=2028-01-01T00:00:00Z",
                "&expiresAfter=2020-01-01T00:00:00Z",
                "&status=issued&certificateAuthority=alpha&commonName=h&expiresAfter=2020-01-01T00:00:00Z"
                        + "&expiresBefore=2028-01-01T00:00:00Z")) {
            String query = "/ssl/orders?limit=2&sort=" + sort + filter;
            String cursor = acme().get(query).jsonPath().getString("nextCursor");
            for (String address : List.of(query, query + "&cursor=" + cursor)) {
                assertThat(planOf(statementOf(address)))
                        .as(address)
                        .containsPattern("Index Scan (Backward )?using " + index)
                        .containsPattern("Index Cond: .*account_id = ")
                        .doesNotContain("Sort", "Seq Scan", "Bitmap");
            }
        }
    }

    private static String statementOf(String address) {
        SqlLog.clear();
        acme().get(address).then().statusCode(200);
        assertThat(SqlLog.statements()).hasSize(1);
        return SqlLog.statements().getFirst();
    }

    /** For a table of any size: of few rows PostgreSQL would read all and sort them, so those ways are closed to it. */
    private static String planOf(String sql) {
        int parameters = 0;
        StringBuilder numbered = new StringBuilder();
        for (char letter : sql.toCharArray()) {
            numbered.append(letter == '?' ? "$" + ++parameters : String.valueOf(letter));
        }
        return rows("explain (generic_plan, costs off) " + numbered).stream()
                .map(row -> row.get("QUERY PLAN"))
                .collect(Collectors.joining("\n"));
    }
}
