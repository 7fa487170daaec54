package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

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
    void anOrderOfEach() {
        captured("1001", capture("1001"));
        captured("2001", "accountId", "globex");
    }

    @Test
    void anOrderIsShownAsTheListShowsIt() {
        Map<String, Object> inList = acme().get("/ssl/orders").jsonPath().getMap("orders[0]");

        Map<String, Object> alone = acme().get("/ssl/orders/1001").jsonPath().getMap("");

        assertThat(alone).isEqualTo(inList).containsEntry("id", "1001");
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
    void anOrderThatIsForeignUnknownOrMalformedGetsTheSame404(String id) {
        same404(acme().get("/ssl/orders/" + id));
        same404(acme().get("/ssl/orders/" + id + "/fulfillment-email"));
        same404(acme().get("/ssl/orders/" + id + "/fulfillment-email/resends"));
        same404(acme().post("/ssl/orders/" + id + "/fulfillment-email/resend"));
        acme().get("/ssl/orders/" + id + "/fulfillment-email/resends/01a20157-1c97-7dc5-a431-b608522149bf")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:ssl-orders:problem:resend-not-found"));
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
    }

    @Test
    void anOrderIdOf300CharactersGetsTheSame404() {
        same404(acme().get("/ssl/orders/" + LONG_ID));
        same404(acme().post("/ssl/orders/" + LONG_ID + "/fulfillment-email/resend"));
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
    void aPathThatLeavesTheOrdersIsNoOperation(String path) {
        acme().get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ssl-orders:problem:not-found"));
        acme().post(path + "/fulfillment-email/resend").then().statusCode(404);
        assertThat(ca.calls()).isEmpty();
    }

    private static void same404(Response answer) {
        answer.then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ssl-orders:problem:order-not-found"))
                .body("title", equalTo("Order not found"))
                .body("detail", equalTo("The account has no order with this ID."));
        assertThat(answer.jsonPath().getMap("").keySet())
                .isEqualTo(Set.of("type", "title", "status", "detail", "instance"));
    }
}
