package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

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
    void twoOrders() {
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
    void aWrongParameterIsNamed(String query, String parameter) {
        acme().get("/ssl/orders?" + query)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:ssl-orders:problem:invalid-request"))
                .body("errors.name", hasItem(parameter))
                .body("errors[0].in", equalTo("query"));
    }

    @Test
    void allWrongParametersAreNamedAtOnce() {
        acme().get("/ssl/orders?limit=0&status=lost&page=2")
                .then()
                .statusCode(400)
                .body("errors.name", containsInAnyOrder("limit", "status", "page"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "%00", "AAAA", "..", "null", "%F0%9F%98%80", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aMadeUpCursorIsRefused(String cursor) {
        acme().get("/ssl/orders?cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:ssl-orders:problem:invalid-cursor"))
                .body("detail", containsString("cursor"));
    }

    @Test
    void aCursorOfAnotherFilterIsRefused() {
        String cursor = cursorOf(acme().get("/ssl/orders?limit=1"));

        refused(acme().get("/ssl/orders?limit=1&status=issued&cursor=" + cursor));
    }

    @Test
    void aCursorOfAnotherAccountIsRefused() {
        String cursor = cursorOf(acme().get("/ssl/orders?limit=1"));

        refused(portal("globex").get("/ssl/orders?limit=1&cursor=" + cursor));
    }

    @Test
    void aCursorMayBeUsedWithAnotherLimit() {
        String cursor = cursorOf(acme().get("/ssl/orders?limit=1"));

        acme().get("/ssl/orders?limit=100&cursor=" + cursor).then().statusCode(200);
    }

    private static String cursorOf(Response page) {
        String cursor = page.jsonPath().getString("nextCursor");
        assertThat(cursor).isNotNull();
        return cursor;
    }

    private static void refused(Response answer) {
        answer.then().statusCode(400).body("type", equalTo("urn:ssl-orders:problem:invalid-cursor"));
    }
}
