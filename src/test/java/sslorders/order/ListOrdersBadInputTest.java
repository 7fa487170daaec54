package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static sslorders.error.ErrorType.INVALID_CURSOR;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

@QuarkusTest
class ListOrdersBadInputTest extends ServiceTest {

    @BeforeEach
    void captureOrders() {
        captured("1", capture("1"));
        captured("2", capture("2"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=-1, limit",
        "limit=201, limit",
        "limit=ten, limit",
        "limit=, limit",
        "limit=1e2, limit",
        "limit=%D9%A5, limit",
        "limit=99999999999999999999, limit",
        "limit=1&limit=2, limit",
        "status=Issued, status",
        "status=, status",
        "stauts=issued, stauts",
        "offset=10, offset"
    })
    void invalidParameterIsReported(String query, String parameter) {
        as("acme")
                .orders()
                .query(query)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", hasItem(parameter))
                .body("errors[0].in", equalTo("query"));
    }

    @Test
    void allInvalidParametersAreReported() {
        as("acme")
                .orders()
                .limit(0)
                .query("status=lost&page=2")
                .then()
                .statusCode(400)
                .body("errors.name", containsInAnyOrder("limit", "status", "page"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "%00", "AAAA", "..", "null", "%F0%9F%98%80", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void malformedCursorIsInvalid(String cursor) {
        as("acme")
                .orders()
                .cursor(cursor)
                .then()
                .spec(isProblem(INVALID_CURSOR))
                .body("detail", containsString("cursor"));
    }

    @Test
    void cursorOfOtherFilterIsInvalid() {
        String cursor = cursorOf(as("acme").orders().limit(1).send());

        assertInvalidCursor(as("acme")
                .orders()
                .limit(1)
                .query("status=issued")
                .cursor(cursor)
                .send());
    }

    @Test
    void cursorOfOtherAccountIsInvalid() {
        String cursor = cursorOf(as("acme").orders().limit(1).send());

        assertInvalidCursor(as("globex").orders().limit(1).cursor(cursor).send());
    }

    @Test
    void cursorAllowsOtherLimit() {
        String cursor = cursorOf(as("acme").orders().limit(1).send());

        as("acme").orders().limit(100).cursor(cursor).then().statusCode(200);
    }

    private static String cursorOf(Response page) {
        String cursor = page.jsonPath().getString("nextCursor");
        assertThat(cursor).isNotNull();
        return cursor;
    }

    private static void assertInvalidCursor(Response response) {
        response.then().spec(isProblem(INVALID_CURSOR));
    }
}
