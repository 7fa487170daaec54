package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ApiRequest;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** The list of orders with {@code include=lastResend}. */
@QuarkusTest
class LastResendTest extends ServiceTest {

    @BeforeEach
    void captureOrders() {
        captured("1001", "expiresAt", "2027-01-01T00:00:00Z");
        captured("1002", "expiresAt", "2027-01-02T00:00:00Z");
        captured("1003", "expiresAt", "2027-01-03T00:00:00Z");
    }

    @Test
    void listShowsNewestResendOfEachOrder() {
        as("acme").resend("1001").then().statusCode(202);
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        String newest = as("acme").resend("1001").send().jsonPath().getString("id");
        String other = as("acme").resend("1002").send().jsonPath().getString("id");

        list().then()
                .statusCode(200)
                .body("orders.id", contains("1001", "1002", "1003"))
                .body("orders.lastResend.id", contains(newest, other))
                .body("orders[0].lastResend.orderId", equalTo("1001"))
                .body("orders[2]", not(hasKey("nextResendAt")));
    }

    @Test
    void membersAreThoseOfThePreview() {
        as("acme").resend("1001").body(Map.of("reference", "ticket-1")).then().statusCode(202);
        // A limit is not the only obstacle, because the order is closed.
        as("acme").resend("1002").then().statusCode(202);
        asOrdering()
                .capture(
                        "1002", with(with(capture("1002"), "expiresAt", "2027-01-02T00:00:00Z"), "status", "cancelled"))
                .then()
                .statusCode(200);
        clock.set(SettableClock.START.plus(Duration.ofMinutes(1)));

        List<Map<String, Object>> orders = list().send().jsonPath().getList("orders");

        for (Map<String, Object> order : orders) {
            Map<String, Object> preview = as("acme")
                    .preview(order.get("id").toString())
                    .send()
                    .jsonPath()
                    .getMap("$");
            assertThat(order.get("lastResend")).as("%s", order).isEqualTo(preview.get("lastResend"));
            assertThat(order.get("nextResendAt")).as("%s", order).isEqualTo(preview.get("nextResendAt"));
        }
        assertThat(orders.get(0)).containsEntry("nextResendAt", "2026-11-22T09:15:00Z");
        assertThat(orders.get(1)).containsKey("lastResend").doesNotContainKey("nextResendAt");
        assertThat(orders.get(2)).doesNotContainKeys("lastResend", "nextResendAt");
    }

    @Test
    void limitOfAccountAppliesToEachOrder() {
        captured("1004", "expiresAt", "2027-01-04T00:00:00Z");
        insertResends("accepted", 100, "1004");

        assertNextResendEqualsPreview("2026-11-22T09:59:50Z");
    }

    @Test
    void rejectionLimitAppliesToItsOrder() {
        insertResends("rejected", 5, "1003");

        list().then().body("orders.nextResendAt", contains(null, null, "2026-11-22T09:59:50Z"));
        as("acme").preview("1003").then().body("nextResendAt", equalTo("2026-11-22T09:59:50Z"));
    }

    @Test
    void rejectionLimitOfAccountAppliesToEachOrder() {
        captured("1004", "expiresAt", "2027-01-04T00:00:00Z");
        insertResends("rejected", 50, "1004");

        assertNextResendEqualsPreview("2026-11-22T09:59:50Z");
    }

    @Test
    void listWithoutIncludeHasNoResends() {
        as("acme").resend("1001").then().statusCode(202);

        as("acme").orders().then().body("orders", everyItem(not(hasKey("lastResend"))));
        as("acme").orders().then().body("orders", everyItem(not(hasKey("nextResendAt"))));
        as("acme").order("1001").then().body("$", not(hasKey("lastResend")));
    }

    @Test
    void changedResendChangesETag() {
        String none = list().send().header("ETag");
        as("acme").resend("1001").then().statusCode(202);
        String accepted = list().header("If-None-Match", none)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");

        list().header("If-None-Match", accepted).then().statusCode(304);
        clock.set(SettableClock.START.plus(Duration.ofMinutes(15)));
        // The cool-down has ended, so nextResendAt is absent.
        list().header("If-None-Match", accepted).then().statusCode(200);
    }

    @Test
    void nextPageIncludesResends() {
        as("acme").resend("1002").then().statusCode(202);
        Response first = list().limit(1).send();
        String link = first.header("Link");

        assertThat(link).contains("&include=lastResend>");
        as("acme")
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .body("orders.id", contains("1002"))
                .body("orders[0].lastResend.status", equalTo("accepted"));
        as("acme")
                .orders()
                .cursor(first.jsonPath().getString("nextCursor"))
                .then()
                .statusCode(200)
                .body("orders.id", contains("1002", "1003"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include=",
                "include=lastresend",
                "include=lastResend,attempts",
                "include=lastResend&include=lastResend"
            })
    void invalidIncludeIsReported(String query) {
        as("acme")
                .orders()
                .query(query)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains("include"))
                .body("errors[0].in", containsString("query"));
    }

    private static void assertNextResendEqualsPreview(String time) {
        list().limit(3).then().body("orders.nextResendAt", contains(time, time, time));
        for (String order : List.of("1001", "1002", "1003")) {
            as("acme").preview(order).then().body("nextResendAt", equalTo(time));
        }
    }

    /** Inserts resends of one order, requested ten seconds ago. They became final a day ago, so that no cool-down applies. */
    private static void insertResends(String status, int count, String order) {
        execute("""
                insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,
                  requested_at, requested_by, settled_at)
                select gen_random_uuid(), 'acme', '%s', 'alpha', 'x', 'admin@acme.example', '%s',
                  timestamptz '%s' - interval '10 s', 'x', timestamptz '%3$s' - interval '1 day'
                from generate_series(1, %d) i""".formatted(order, status, SettableClock.START, count));
    }

    private static ApiRequest list() {
        return as("acme").orders().query("include=lastResend");
    }
}
