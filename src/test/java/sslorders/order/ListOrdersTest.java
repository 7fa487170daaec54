package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

@QuarkusTest
class ListOrdersTest extends ServiceTest {
    @Test
    void ordersAreSortedByExpiryThenId() {
        captured("late", "expiresAt", "2028-01-01T00:00:00Z");
        captured("none-2", "expiresAt", null);
        captured("tie-b", "expiresAt", "2027-05-01T00:00:00Z");
        captured("tie-a", "expiresAt", "2027-05-01T00:00:00Z");
        captured("none-1", "expiresAt", null);
        captured("expired", "expiresAt", "2020-01-01T00:00:00Z");

        as("acme")
                .orders()
                .then()
                .statusCode(200)
                .body("orders.id", contains("expired", "tie-a", "tie-b", "late", "none-1", "none-2"));
    }

    @Test
    void listShowsCapturedPropertiesOnly() {
        captured("1", capture("1"));
        captured("2", with(with(capture("2"), "expiresAt", null), "adminEmail", null));

        Response page = as("acme").orders().send();

        page.then()
                .body("orders[0].commonName", equalTo("host-1.acme.example"))
                .body("orders[0].certificateType", equalTo("domain-validated"))
                .body("orders[0].certificateAuthority", equalTo("alpha"))
                .body("orders[0].status", equalTo("issued"))
                .body("orders[0].statusAsOf", equalTo("2026-11-22T08:00:00Z"))
                .body("orders[0].orderedAt", equalTo("2026-01-01T00:00:00Z"))
                .body("orders[0].expiresAt", equalTo("2027-01-01T00:00:00Z"))
                .body("orders[0].expired", equalTo(false))
                .body("orders[0].adminEmail", equalTo("admin@acme.example"))
                .body("orders[0].capturedAt", equalTo("2026-11-22T09:00:00Z"));
        assertThat(page.jsonPath().getMap("orders[1]")).doesNotContainKeys("expiresAt", "adminEmail");
        assertThat(page.asString()).doesNotContain("accountId", "caOrderId", "CA-1", "expirySort", "null");
    }

    @Test
    void pagesShowEachOrderOnce() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            String id = "order-%02d".formatted(i);
            // Groups with the same expiry are longer than a page, so pages end within them.
            captured(id, "expiresAt", i < 20 ? "2027-0%d-01T00:00:00.000001Z".formatted(1 + i / 10) : null);
            all.add(id);
        }

        List<String> seen = new ArrayList<>();
        String address = "/ssl/orders?limit=7";
        int pages = 0;
        while (address != null) {
            Response page = as("acme").get(address).send();
            page.then().statusCode(200);
            seen.addAll(page.jsonPath().getList("orders.id"));
            address = next(page);
            pages++;
        }

        assertThat(seen).isEqualTo(all);
        assertThat(pages).isEqualTo(4);
    }

    @Test
    void fullLastPageHasNoNextPage() {
        captured("1", capture("1"));
        captured("2", capture("2"));

        as("acme")
                .orders()
                .limit(2)
                .then()
                .body("orders", hasSize(2))
                .body("nextCursor", nullValue())
                .header("Link", nullValue());
    }

    @Test
    void nextPageIsStableDuringCaptures() {
        captured("b", capture("b"));
        captured("d", capture("d"));
        String next = next(as("acme").orders().limit(1).send());

        captured("a", capture("a"));
        captured("c", capture("c"));

        as("acme").get(next).then().body("orders.id", contains("c"));
    }

    @Test
    void pageHas50OrdersByDefault() {
        for (int i = 0; i < 51; i++) {
            captured("order-" + i, capture("order-" + i));
        }

        as("acme").orders().then().body("orders", hasSize(50));
        as("acme").orders().limit(200).then().body("orders", hasSize(51));
    }

    @Test
    void statusFilterAppliesToAllPages() {
        captured("1", "status", "issued");
        captured("2", "status", "revoked");
        captured("3", "status", "issued");
        captured("4", "status", "reissue-pending");

        Response first = as("acme").orders().query("status=issued").limit(1).send();
        first.then().body("orders.id", contains("1"));
        as("acme").get(next(first)).then().body("orders.id", contains("3")).body("nextCursor", nullValue());
        as("acme").orders().query("status=reissue-pending").then().body("orders.id", contains("4"));
        as("acme").orders().query("status=rejected").then().body("orders", hasSize(0));
    }

    @Test
    void accountListsItsOwnOrdersOnly() {
        captured("ours", capture("ours"));
        captured("theirs", "accountId", "globex");

        as("acme").orders().then().body("orders.id", contains("ours"));
        as("globex").orders().then().body("orders.id", contains("theirs"));
        as("initech").orders().then().statusCode(200).body("orders", hasSize(0));
    }

    @Test
    void expiredDependsOnTimeOfResponse() {
        captured("1", "expiresAt", "2026-11-23T00:00:00Z");

        as("acme").orders().then().body("orders[0].expired", equalTo(false));
        clock.set(Instant.parse("2026-11-23T00:00:00Z"));
        as("acme").orders().then().body("orders[0].expired", equalTo(false));
        clock.set(Instant.parse("2026-11-23T00:00:00.000001Z"));
        as("acme").orders().then().body("orders[0].expired", equalTo(true));
    }

    /** Returns the address in {@code Link}, which must contain the cursor of the body. Returns null for the last page. */
    private static String next(Response page) {
        String cursor = page.jsonPath().getString("nextCursor");
        String link = page.header("Link");
        if (cursor == null) {
            assertThat(link).isNull();
            return null;
        }
        Matcher address = Pattern.compile("<(.*)>; rel=\"next\"").matcher(link);
        assertThat(address.matches()).isTrue();
        assertThat(address.group(1)).contains("cursor=" + cursor);
        return address.group(1);
    }
}
