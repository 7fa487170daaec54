package sslorders.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

/** The list of an account's events over HTTP: pages, members and bad input. */
@QuarkusTest
class EventListTest extends ServiceTest {
    private static final String UNKNOWN = "01a20157-1c97-7dc5-a431-b608522149bf";

    @Test
    void completedResendIsAnEvent() {
        captured("1001", capture("1001"));
        String resend = as("acme")
                .resend("1001")
                .body(Map.of("reference", "ticket-4711"))
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        as("acme")
                .events()
                .then()
                .statusCode(200)
                .body("events", hasSize(1))
                .body("events[0].type", equalTo("resend.settled"))
                .body("events[0].orderId", equalTo("1001"))
                .body("events[0].resendId", equalTo(resend))
                .body("events[0].status", equalTo("accepted"))
                .body("events[0].certificateAuthority", equalTo("alpha"))
                .body("events[0].reference", equalTo("ticket-4711"))
                .body("events[0].occurredAt", equalTo("2026-11-22T09:00:00Z"))
                .body("hasMore", equalTo(false))
                .header("Link", nullValue());
    }

    @Test
    void changedAdminEmailIsAnEventWithoutAddress() {
        captured("1001", capture("1001"));
        asOrdering()
                .capture("1001", with(capture("1001"), "adminEmail", "other@acme.example"))
                .then()
                .statusCode(200);

        Response response = as("acme").events().send();

        response.then()
                .body("events.type", contains("order.admin-email-changed"))
                .body("events[0].orderId", equalTo("1001"))
                .body("events[0].certificateAuthority", equalTo("alpha"))
                .body("events[0]", not(hasKey("resendId")))
                .body("events[0]", not(hasKey("status")))
                .body("events[0]", not(hasKey("reference")));
        assertThat(response.asString()).doesNotContain("@", "acme.example", "CA-1001");
        assertThat(rows("select * from event").toString()).doesNotContain("@", "acme.example", "CA-1001");
    }

    @Test
    void idIsVersion7UuidWithTimeOfEvent() {
        insert("acme", 1);

        String id = as("acme").events().send().jsonPath().getString("events[0].id");

        assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(Long.parseLong(id.substring(0, 8) + id.substring(9, 13), 16))
                .isEqualTo(clock.instant().toEpochMilli());
    }

    @Test
    void pagesShowEachEventOnceInOrder() {
        insert("acme", 7);
        insert("globex", 3);

        List<String> seen = new ArrayList<>();
        String address = "/ssl/events?limit=3";
        while (address != null) {
            Response page = as("acme").get(address).send();
            assertThat(page.statusCode()).isEqualTo(200);
            seen.addAll(page.jsonPath().getList("events.orderId"));
            String link = page.header("Link");
            assertThat(page.jsonPath().getBoolean("hasMore")).isEqualTo(link != null);
            address = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        assertThat(seen).containsExactly("1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void emptyPageKeepsPositionOfClient() {
        as("acme").events().then().body("events", hasSize(0)).body("$", not(hasKey("nextAfter")));
        insert("acme", 2);
        String last = after(as("acme").events().then().body("events", hasSize(2)));

        assertThat(after(as("acme").events().query("after=" + last).then().body("events", hasSize(0))))
                .isEqualTo(last);
        insert("acme", 1);

        as("acme").events().query("after=" + last).then().body("events", hasSize(1));
    }

    @Test
    void limitIsOneEventOrMore() {
        insert("acme", 201);

        as("acme").events().then().body("events", hasSize(50)).body("hasMore", equalTo(true));
        as("acme").events().limit(1).then().body("events", hasSize(1)).body("hasMore", equalTo(true));
        as("acme").events().limit(200).then().body("events", hasSize(200)).body("hasMore", equalTo(true));
        String last = after(as("acme").events().limit(200).then());
        as("acme")
                .events()
                .limit(1)
                .query("after=" + last)
                .then()
                .body("events", hasSize(1))
                .body("hasMore", equalTo(false));
    }

    @Test
    void eventOfOtherAccountIsUnknown() {
        insert("globex", 1);
        String foreign = after(as("globex").events().then());

        as("acme").events().then().body("events", hasSize(0));
        assertUnknown(foreign);
    }

    @Test
    void unknownEventIsReportedWithRemedy() {
        insert("acme", 1);

        assertUnknown(UNKNOWN);
    }

    private static void assertUnknown(String after) {
        as("acme")
                .events()
                .query("after=" + after)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains("after"))
                .body("errors[0].in", equalTo("query"))
                .body("detail", containsString("send the request without this parameter"));
    }

    @ParameterizedTest
    @CsvSource({
        "after=, after",
        "after=1001, after",
        "after=01A20157-1C97-7DC5-A431-B608522149BF, after",
        "after=01a20157-1c97-7dc5-a431-b608522149bf0, after",
        "after=" + UNKNOWN + "&after=" + UNKNOWN + ", after",
        "limit=0, limit",
        "limit=201, limit",
        "limit=ten, limit",
        "limit=, limit",
        "limit=1&limit=2, limit",
        "cursor=9fX0zEt9vUcABmIC-lstgDEwMTA, cursor",
        "type=resend.settled, type",
        "After=" + UNKNOWN + ", After"
    })
    void invalidParameterIsReported(String query, String parameter) {
        as("acme")
                .events()
                .query(query)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains(parameter))
                .body("errors[0].in", equalTo("query"));
    }

    @Test
    void allInvalidParametersAreReported() {
        as("acme")
                .events()
                .query("after=x&limit=0&page=2")
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", containsInAnyOrder("after", "limit", "page"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void eventsCannotBeChanged(String method) {
        as("acme").request(method, "/ssl/events").then().statusCode(405);
    }

    /** Inserts events of the orders 1, 2, and so on. */
    private void insert(String account, int number) {
        EventRows.insert(account, number, clock.instant());
    }

    private static String after(ValidatableResponse response) {
        return response.statusCode(200).extract().path("nextAfter");
    }
}
