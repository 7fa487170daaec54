package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
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

/** The list of an account's resends, for all its orders. */
@QuarkusTest
class AccountResendsTest extends ServiceTest {

    @BeforeEach
    void captureOrders() {
        captured("1001", capture("1001"));
        captured("1002", capture("1002"));
        captured("2001", with(capture("2001"), "accountId", "globex"));
    }

    @Test
    void listShowsResendsOfAllOrdersNewestFirst() {
        insert("1001", "alpha", "accepted", "09:00:00", null);
        insert("1002", "beta", "pending", "09:00:02", "ticket-1");
        insert("1001", "alpha", "gave-up", "09:00:01", null);

        as("acme")
                .resends()
                .then()
                .statusCode(200)
                .body("resends.orderId", contains("1002", "1001", "1001"))
                .body("resends.status", contains("pending", "gave-up", "accepted"))
                .body("resends[0].reference", equalTo("ticket-1"))
                .body("resends.attempts", everyItem(nullValue()))
                .body("nextCursor", nullValue());
    }

    @Test
    void resendHasSameMembersAsInHistory() {
        as("acme")
                .resend("1001")
                .body(Map.of("reference", "ticket-4711"))
                .then()
                .statusCode(202);

        Object inHistory = as("acme").history("1001").send().jsonPath().getMap("resends[0]");

        assertThat(as("acme").resends().send().jsonPath().<Object>get("resends[0]"))
                .isEqualTo(inHistory);
    }

    @Test
    void listIsLimitedToAccount() {
        insert("1001", "alpha", "accepted", "09:00:00", "ticket-1");

        as("globex").resends().then().body("resends", hasSize(0));
        as("globex").resends().query("orderId=1001").then().body("resends", hasSize(0));
        as("globex").resends().query("reference=ticket-1").then().body("resends", hasSize(0));
        as("globex").resends().query("status=accepted").then().body("resends", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=accepted | 1 2",
                "status=accepted,unknown | 1 2 4",
                "status=pending |",
                "certificateAuthority=beta | 2 3",
                "certificateAuthority=gamma |",
                "orderId=1002 | 3 4",
                "orderId=no-order |",
                "reference=ticket-1 | 1 3",
                "reference=TICKET-1 |",
                "reference=a%26b%3D%25 | 4",
                "requestedAfter=2026-11-22T09:00:02Z | 3 4",
                "requestedBefore=2026-11-22T09:00:02Z | 1",
                "requestedAfter=2026-11-22T10:00:01%2B01:00&requestedBefore=2026-11-22T09:00:04Z | 2 3",
                "requestedAfter=2026-11-22T09:00:04Z |",
                "orderId=1001&status=accepted&certificateAuthority=beta | 2",
                "orderId=1002&reference=ticket-1 | 3",
                "orderId=1001&reference=ticket-1&status=rejected |",
            })
    void filterSelectsResends(String query, String expected) {
        insert("1001", "alpha", "accepted", "09:00:01", "ticket-1");
        insert("1001", "beta", "accepted", "09:00:02", null);
        insert("1002", "beta", "rejected", "09:00:03", "ticket-1");
        insert("1002", "alpha", "unknown", "09:00:04", "a&b=%");
        List<String> times = expected == null
                ? List.of()
                : List.of(expected.split(" ")).reversed().stream()
                        .map(second -> "2026-11-22T09:00:0" + second + "Z")
                        .toList();

        List<String> found = as("acme").resends().query(query).send().jsonPath().getList("resends.requestedAt");

        assertThat(found).isEqualTo(times);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&status=accepted,rejected",
                "&orderId=1001",
                "&reference=a%26b",
                "&orderId=1001&reference=a%26b&certificateAuthority=alpha",
                "&requestedAfter=2026-11-22T08:59:00Z&requestedBefore=2026-11-22T10:00:00Z"
            })
    void pagesShowEachResendOnce(String filter) {
        for (int i = 0; i < 7; i++) {
            // Successive pairs of resends have the same time.
            insert("1001", "alpha", i % 3 == 0 ? "rejected" : "accepted", "09:00:0" + i / 2, "a&b");
        }
        List<String> all = as("acme")
                .resends()
                .query(filter.replaceFirst("&", ""))
                .send()
                .jsonPath()
                .getList("resends.id");

        List<String> seen = new ArrayList<>();
        String address = "/ssl/resends?limit=2" + filter;
        while (address != null) {
            Response page = as("acme").get(address).send();
            assertThat(page.statusCode()).isEqualTo(200);
            seen.addAll(page.jsonPath().getList("resends.id"));
            String link = page.header("Link");
            assertThat(link == null).isEqualTo(page.jsonPath().getString("nextCursor") == null);
            address = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        assertThat(all).hasSize(7);
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void matchingETagIsNotModified() {
        insert("1001", "alpha", "pending", "09:00:00", null);
        String pending = as("acme").resends().send().header("ETag");
        as("acme").resends().header("If-None-Match", pending).then().statusCode(304);

        execute("update resend set status = 'accepted', due_at = null, settled_at = now()");

        as("acme").resends().header("If-None-Match", pending).then().statusCode(200);
    }

    @Test
    void cursorOfOtherListOrFilterIsInvalid() {
        insert("1001", "alpha", "accepted", "09:00:00", null);
        insert("1001", "alpha", "accepted", "09:00:01", null);
        String ofList = as("acme").resends().limit(1).send().jsonPath().getString("nextCursor");
        String ofHistory = as("acme").history("1001").limit(1).send().jsonPath().getString("nextCursor");

        as("acme").resends().cursor(ofHistory).then().spec(isProblem(INVALID_CURSOR));
        as("acme").history("1001").cursor(ofList).then().spec(isProblem(INVALID_CURSOR));
        as("acme").resends().query("orderId=1001").cursor(ofList).then().spec(isProblem(INVALID_CURSOR));
        as("globex").resends().cursor(ofList).then().spec(isProblem(INVALID_CURSOR));
        as("acme").resends().cursor("x").then().spec(isProblem(INVALID_CURSOR));
        as("acme").resends().limit(200).cursor(ofList).then().body("resends", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=201, limit",
        "status=lost, status",
        "status=, status",
        "status=accepted%2C, status",
        "status=accepted&status=unknown, status",
        "certificateAuthority=Alpha, certificateAuthority",
        "orderId=a%2Fb, orderId",
        "orderId=.., orderId",
        "reference=a@b, reference",
        "reference=, reference",
        "requestedAfter=yesterday, requestedAfter",
        "requestedBefore=2026-11-22, requestedBefore",
        "sort=requestedAt, sort",
        "include=attempts, include"
    })
    void invalidParameterIsReported(String query, String parameter) {
        as("acme")
                .resends()
                .query(query)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains(parameter))
                .body("errors[0].in", equalTo("query"));
    }

    @Test
    void allInvalidParametersAreReported() {
        as("acme")
                .resends()
                .limit(0)
                .query("status=lost&page=2")
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", containsInAnyOrder("limit", "status", "page"));
    }

    private static void insert(String order, String authority, String status, String time, String reference) {
        boolean isFinal = !status.equals("pending");
        execute("""
                insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,
                  requested_at, requested_by, reference, %s)
                values (gen_random_uuid(), 'acme', '%s', '%s', 'x', 'admin@acme.example', '%s',
                  timestamptz '2026-11-22 %sZ', 'x', %s, timestamptz '2026-11-22 12:00:00Z')""".formatted(
                        isFinal ? "settled_at" : "due_at",
                        order,
                        authority,
                        status,
                        time,
                        reference == null ? "null" : "'" + reference + "'"));
    }
}
