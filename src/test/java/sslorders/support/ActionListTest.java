package sslorders.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static sslorders.error.ErrorType.INVALID_CURSOR;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.Plans;
import sslorders.testing.ServiceTest;

/** The list and the export of the recorded actions. */
@QuarkusTest
class ActionListTest extends ServiceTest {
    private static final String NDJSON = "application/x-ndjson";

    @Inject
    DataSource database;

    @Test
    void listShowsActionsNewestFirst() {
        insert("agent-1", "search-orders", null, null, "08:00:00");
        insert("agent-2", "resend", "acme", "1001", "08:00:01");

        asSupport()
                .actions()
                .then()
                .statusCode(200)
                .body("actions.subject", contains("agent-2", "agent-1"))
                .body("actions[0].performedAt", equalTo("2026-11-22T08:00:01Z"))
                .body("actions[0].accountId", equalTo("acme"))
                .body("actions[0].orderId", equalTo("1001"))
                .body("actions[1].orderId", nullValue())
                .body("nextCursor", nullValue());
    }

    @Test
    void listIsRecordedAfterItWasRead() {
        asSupport().actions().then().body("actions", hasSize(0));
        asOperator()
                .actions()
                .query("from=2026-11-22T08:00:00Z&subject=a@b")
                .then()
                .statusCode(200);

        assertThat(
                        rows(
                                "select subject, action, account_id, order_id, reason, details from operator_action order by id"))
                .extracting(row -> row.get("action") + " " + row.get("details"))
                .containsExactly("list-actions null", "list-actions subject=***@b, from=2026-11-22T08:00:00Z");
        asSupport().actions().then().body("actions.subject", contains("ordering", "ordering"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject=agent-1 | 1 3",
                "subject=AGENT-1 |",
                "action=resend | 2 3 4",
                "orderId=1001 | 2 4",
                "accountId=acme | 2 4",
                "accountId=globex&action=resend | 3",
                "from=2026-11-22T08:00:03Z | 3 4",
                "to=2026-11-22T08:00:03Z | 1 2",
                "from=2026-11-22T08:00:02Z&to=2026-11-22T09:00:04%2B01:00 | 2 3",
                "subject=agent-2&orderId=1001&accountId=acme&from=2026-11-22T08:00:03Z | 4",
            })
    void filterSelectsActions(String query, String expected) {
        insert("agent-1", "search-orders", null, null, "08:00:01");
        insert("agent-2", "resend", "acme", "1001", "08:00:02");
        insert("agent-1", "resend", "globex", "2001", "08:00:03");
        insert("agent-2", "resend", "acme", "1001", "08:00:04");
        List<String> times = expected == null
                ? List.of()
                : List.of(expected.split(" ")).reversed().stream()
                        .map(second -> "2026-11-22T08:00:0" + second + "Z")
                        .toList();

        // The record of the export must not be in the list.
        assertThat(exported(query).lines().toList()).hasSameSizeAs(times);
        execute("set session_replication_role = replica; delete from operator_action where action = 'export-actions'");
        assertThat(asSupport().actions().query(query).send().jsonPath().getList("actions.performedAt"))
                .isEqualTo(times);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&action=resend", "&subject=agent-1&orderId=1001", "&from=2026-11-22T08:00:00Z"})
    void pagesShowEachActionOnce(String filter) {
        for (int i = 0; i < 7; i++) {
            // Successive pairs of actions have the same time.
            insert("agent-1", "resend", "acme", "1001", "08:00:0" + i / 2);
        }
        // Requests for pages are actions, too.
        String query = "to=2026-11-22T08:30:00Z" + filter;
        List<String> all = asSupport().actions().query(query).send().jsonPath().getList("actions.id");

        List<String> seen = new ArrayList<>();
        String address = "/ssl/support/actions?limit=2&" + query;
        while (address != null) {
            Response page = asSupport().get(address).send();
            assertThat(page.statusCode()).isEqualTo(200);
            seen.addAll(page.jsonPath().getList("actions.id"));
            String link = page.header("Link");
            assertThat(link == null).isEqualTo(page.jsonPath().getString("nextCursor") == null);
            address = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        assertThat(all).hasSize(7);
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void exportHasEachActionOnOneLine() {
        execute("""
                insert into operator_action (id, performed_at, subject, action, details)
                select gen_random_uuid(), timestamptz '2026-11-22 08:00:00Z' + i / 3 * interval '1 ms', 'agent', 'resend', 'n' || i
                from generate_series(1, 1500) i""");

        List<String> lines = exported("action=resend").lines().toList();

        assertThat(lines).hasSize(1500).doesNotHaveDuplicates();
        assertThat(lines.getFirst())
                .startsWith("{\"id\":")
                .contains("\"action\":\"resend\"")
                .doesNotContain("null");
        assertThat(rows("select action, details from operator_action where action <> 'resend'"))
                .containsExactly(Map.of("action", "export-actions", "details", "action=resend"));
    }

    @Test
    void exportOfNothingIsEmpty() {
        assertThat(exported("subject=agent-9")).isEmpty();
    }

    @Test
    void exportHasNoPages() {
        asOperator()
                .actions()
                .limit(10)
                .cursor("x")
                .header("Accept", NDJSON)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains("cursor", "limit"));
        assertThat(rows("select * from operator_action")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=201, limit",
        "subject=, subject",
        "subject=a%0Ab, subject",
        "action=delete, action",
        "action=RESEND, action",
        "orderId=a%2Fb, orderId",
        "accountId=two%20words, accountId",
        "from=yesterday, from",
        "to=2026-11-22, to",
        "to=2026-11-22T08:00:00Z&to=2026-11-23T08:00:00Z, to",
        "resendId=x, resendId"
    })
    void invalidParameterIsReportedAndNotRecorded(String query, String parameter) {
        asSupport()
                .actions()
                .query(query)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains(parameter));
        asSupport().actions().cursor("x").then().spec(isProblem(INVALID_CURSOR));
        assertThat(rows("select * from operator_action")).isEmpty();
    }

    @Test
    void cursorOfOtherFilterIsInvalid() {
        insert("agent-1", "resend", "acme", "1001", "08:00:00");
        insert("agent-1", "resend", "acme", "1001", "08:00:01");
        String cursor = asSupport().actions().limit(1).send().jsonPath().getString("nextCursor");

        asSupport().actions().query("action=resend").cursor(cursor).then().spec(isProblem(INVALID_CURSOR));
        asSupport().actions().cursor(cursor).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update operator_action set subject = 'somebody else'",
                "delete from operator_action",
                "truncate operator_action"
            })
    void recordedActionCannotBeChanged(String statement) {
        insert("agent-1", "resend", "acme", "1001", "08:00:00");

        assertThatThrownBy(() -> execute(statement)).hasMessageContaining("operator_action is append-only");

        assertThat(rows("select subject from operator_action")).containsExactly(Map.of("subject", "agent-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', operator_action_by_time",
        "from=2026-11-22T08:00:00Z, operator_action_by_time",
        "subject=x, operator_action_by_subject",
        "action=resend, operator_action_by_action",
        "orderId=x, operator_action_by_order",
        "accountId=x, operator_action_by_account"
    })
    void listUsesIndexOfItsFilter(String query, String index) throws Exception {
        Map<String, List<String>> parameters =
                query.isEmpty() ? Map.of() : Map.of(query.split("=")[0], List.of(query.split("=")[1]));
        try (Plans plans =
                new Plans(database, ActionLog.statement(ActionFilter.parse(parameters, new ArrayList<>())))) {
            assertThat(plans.genericPlan())
                    .contains("Index Scan using " + index + " on operator_action")
                    .doesNotContain("Sort", "Seq Scan", "Filter");
        }
    }

    private static String exported(String query) {
        Response response =
                asOperator().actions().query(query).header("Accept", NDJSON).send();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).startsWith(NDJSON);
        return response.asString();
    }

    private static void insert(String subject, String action, String account, String order, String time) {
        execute("""
                insert into operator_action (id, performed_at, subject, action, account_id, order_id)
                values (gen_random_uuid(), timestamptz '2026-11-22 %sZ', '%s', '%s', %s, %s)""".formatted(time, subject, action, text(account), text(order)));
    }

    private static String text(String value) {
        return value == null ? "null" : "'" + value + "'";
    }
}
