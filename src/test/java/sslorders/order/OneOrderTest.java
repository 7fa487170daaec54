package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static sslorders.error.ErrorType.NOT_FOUND;
import static sslorders.error.ErrorType.ORDER_NOT_FOUND;
import static sslorders.error.ErrorType.RESEND_NOT_FOUND;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

@QuarkusTest
class OneOrderTest extends ServiceTest {
    private static final String LONG_ID = "a".repeat(300);

    @BeforeEach
    void captureOrders() {
        captured("1001", capture("1001"));
        captured("2001", "accountId", "globex");
    }

    @Test
    void orderEqualsItsListItem() {
        Map<String, Object> inList = as("acme").orders().send().jsonPath().getMap("orders[0]");

        Map<String, Object> single = as("acme").order("1001").send().jsonPath().getMap("");

        assertThat(single).isEqualTo(inList).containsEntry("id", "1001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001",
                "9999",
                "1001%00",
                "%00",
                "1001%0A",
                "1001%20",
                "10%2F01",
                "%2e%2e%2f1001",
                "1001'--",
                "é"
            })
    void inaccessibleOrderIsNotFound(String id) {
        assertOrderNotFound(as("acme").order(id).send());
        assertOrderNotFound(as("acme").preview(id).send());
        assertOrderNotFound(as("acme").history(id).send());
        assertOrderNotFound(as("acme").resend(id).send());
        as("acme").resend(id, "01a20157-1c97-7dc5-a431-b608522149bf").then().spec(isProblem(RESEND_NOT_FOUND));
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
    }

    @Test
    void orderIdOf300CharactersIsNotFound() {
        assertOrderNotFound(as("acme").order(LONG_ID).send());
        assertOrderNotFound(as("acme").resend(LONG_ID).send());
        assertThat(ca.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ssl/orders/..",
                "/ssl/orders/../1001",
                "/ssl/orders/../../etc/passwd",
                "/ssl/orders/10/01",
                "/ssl/orders/10/01/fulfillment-email"
            })
    void pathOutsideOfOrdersIsNotFound(String path) {
        as("acme").get(path).then().spec(isProblem(NOT_FOUND));
        as("acme").request("POST", path + "/fulfillment-email/resend").then().statusCode(404);
        assertThat(ca.calls()).isEmpty();
    }

    private static void assertOrderNotFound(Response response) {
        response.then()
                .spec(isProblem(ORDER_NOT_FOUND))
                .body("detail", equalTo("The account has no order with this ID."));
        assertThat(response.jsonPath().getMap("").keySet())
                .isEqualTo(Set.of("type", "title", "status", "detail", "instance", "help"));
    }
}
