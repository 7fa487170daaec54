package sslorders.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.ORDER_NOT_FOUND;
import static sslorders.error.ErrorType.RESEND_NOT_FOUND;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

/** One order of any account with its resends, for a support agent. */
@QuarkusTest
class SupportHistoryTest extends ServiceTest {
    private static final String UNKNOWN = "01a20157-1c97-7dc5-a431-b608522149bf";

    @BeforeEach
    void captureOrders() {
        captured("1001", capture("1001"));
        captured("2001", "accountId", "globex");
    }

    @Test
    void orderIsShownAsItsAccountSeesIt() {
        Map<String, Object> own = as("globex").order("2001").send().jsonPath().getMap("$");

        Map<String, Object> shown = asSupport()
                .supportOrder("2001")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("$");

        assertThat(shown).containsAllEntriesOf(own).hasSize(own.size() + 2);
        assertThat(shown).containsEntry("accountId", "globex").containsEntry("caOrderId", "CA-2001");
        assertRecorded("get-order", "globex", "2001");
    }

    @Test
    void historyIsShownAsItsAccountSeesIt() {
        as("acme").resend("1001").then().statusCode(202);
        List<Object> own = as("acme").history("1001").send().jsonPath().getList("resends");

        List<Object> shown = asSupport()
                .supportHistory("1001")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("resends");

        assertThat(shown).isEqualTo(own).hasSize(1);
        assertRecorded("list-resends", "acme", "1001");
    }

    @Test
    void historyHasPages() {
        execute("""
                insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,
                  requested_at, requested_by, settled_at)
                select gen_random_uuid(), 'acme', '1001', 'alpha', 'x', 'admin@acme.example', 'accepted',
                  timestamptz '2026-11-22 09:00:00Z' + i * interval '1 s', 'x', timestamptz '2026-11-22 12:00:00Z'
                from generate_series(1, 3) i""");

        Response first = asSupport().supportHistory("1001").limit(2).send();

        String link = first.header("Link");
        assertThat(link).startsWith("</ssl/support/orders/1001/fulfillment-email/resends?cursor=");
        asSupport()
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .statusCode(200)
                .body("resends.requestedAt", contains("2026-11-22T09:00:01Z"));
        asSupport().supportHistory("2001").then().body("resends", hasSize(0));
    }

    @Test
    void resendIsShownWithAttempts() {
        String id = as("acme").resend("1001").send().jsonPath().getString("id");

        asSupport()
                .supportResend("1001", id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("attempts.outcome", contains("accepted"));
        assertThat(rows("select action, resend_id from operator_action"))
                .containsExactly(Map.of("action", "get-resend", "resend_id", id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-order", "..", "a%2Fb", "%00", "1001%20"})
    void unknownOrderIsNotFoundAndNotRecorded(String id) {
        if (!id.equals("..")) {
            asSupport().supportOrder(id).then().spec(isProblem(ORDER_NOT_FOUND));
        }
        asSupport().supportHistory(id).then().statusCode(404);
        asSupport().supportResend(id, UNKNOWN).then().statusCode(404);
        assertThat(rows("select * from operator_action")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {UNKNOWN, "x", "01A20157-1C97-7DC5-A431-B608522149BF"})
    void unknownResendIsNotFoundAndNotRecorded(String id) {
        asSupport().supportResend("1001", id).then().spec(isProblem(RESEND_NOT_FOUND));
        assertThat(rows("select * from operator_action")).isEmpty();
    }

    @Test
    void resendOfOtherOrderIsNotFound() {
        String id = as("acme").resend("1001").send().jsonPath().getString("id");

        asSupport().supportResend("2001", id).then().spec(isProblem(RESEND_NOT_FOUND));
    }

    @Test
    void unknownParameterIsReported() {
        asSupport().supportOrder("1001").query("include=lastResend").then().spec(isProblem(INVALID_REQUEST));
        asSupport().supportHistory("1001").query("status=accepted").then().spec(isProblem(INVALID_REQUEST));
        asSupport().supportHistory("1001").limit(0).then().spec(isProblem(INVALID_REQUEST));
        assertThat(rows("select * from operator_action")).isEmpty();
    }

    private static void assertRecorded(String action, String account, String order) {
        assertThat(rows("select action, account_id, order_id from operator_action"))
                .containsExactly(Map.of("action", action, "account_id", account, "order_id", order));
    }
}
