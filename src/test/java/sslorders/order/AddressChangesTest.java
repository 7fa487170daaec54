package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.INSUFFICIENT_SCOPE;
import static sslorders.error.ErrorType.INVALID_CURSOR;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.NO_ACCOUNT;
import static sslorders.error.ErrorType.ORDER_NOT_FOUND;
import static sslorders.error.ErrorType.UNAUTHORIZED;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.testing.ApiRequest;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;
import sslorders.testing.TestParts;

/** {@code GET /ssl/orders/{id}/admin-email-changes}. */
@QuarkusTest
class AddressChangesTest extends ServiceTest {

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @Test
    void changesAreListedNewestFirst() {
        change("second@acme.example");
        clock.set(SettableClock.START.plusSeconds(60));
        change(null);
        change("third@acme.example");

        as("acme")
                .addressChanges("1001")
                .then()
                .statusCode(200)
                .body("adminEmailChanges", hasSize(3))
                .body("adminEmailChanges[0]", not(hasKey("previous")))
                .body("adminEmailChanges[0].replacedBy", equalTo("third@acme.example"))
                .body("adminEmailChanges[1].previous", equalTo("second@acme.example"))
                .body("adminEmailChanges[1]", not(hasKey("replacedBy")))
                .body("adminEmailChanges[1].changedAt", equalTo("2026-11-22T09:01:00Z"))
                .body("adminEmailChanges[2].previous", equalTo("admin@acme.example"))
                .body("adminEmailChanges[2].changedBy", equalTo("ordering"))
                .body("$", not(hasKey("nextCursor")));
    }

    @Test
    void orderWithoutChangesHasEmptyPage() {
        as("acme").addressChanges("1001").then().statusCode(200).body("adminEmailChanges", empty());
    }

    @Test
    void pagesContainEachChangeOnce() {
        IntStream.range(0, 7).forEach(i -> change("admin-" + i + "@acme.example"));
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            ApiRequest request = as("acme").addressChanges("1001").limit(3);
            Response page = cursor.map(request::cursor).orElse(request).send();
            page.then().statusCode(200);
            seen.addAll(page.jsonPath().getList("adminEmailChanges.replacedBy", String.class));
            cursor = Optional.ofNullable(page.jsonPath().getString("nextCursor"));
            assertThat(page.header("Link") == null).isEqualTo(cursor.isEmpty());
        } while (cursor.isPresent());

        assertThat(seen)
                .containsExactlyElementsOf(IntStream.iterate(6, i -> i >= 0, i -> i - 1)
                        .mapToObj(i -> "admin-" + i + "@acme.example")
                        .toList());
    }

    @Test
    void linkOfPageLeadsToNextPage() {
        change("second@acme.example");
        change("third@acme.example");
        String link = as("acme").addressChanges("1001").limit(1).send().header("Link");

        as("acme")
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .body("adminEmailChanges.replacedBy", contains("second@acme.example"));
    }

    @Test
    void matchingETagIsNotModified() {
        change("second@acme.example");
        String etag = as("acme").addressChanges("1001").send().header("ETag");

        as("acme").addressChanges("1001").header("If-None-Match", etag).then().statusCode(304);
        change("third@acme.example");
        as("acme").addressChanges("1001").header("If-None-Match", etag).then().statusCode(200);
    }

    /** The runbook moves an order to its owner. The address of the other account stays with that account. */
    @Test
    void addressOfPreviousAccountIsNotShown() {
        captured("2001", with(with(capture("2001"), "accountId", "globex"), "adminEmail", "admin@globex.example"));
        execute("update certificate_order set account_id = 'acme', admin_email = null, captured_by = 'operator',"
                + " captured_at = captured_at + interval '1 second' where id = '2001'");

        as("acme").addressChanges("2001").then().statusCode(200).body("adminEmailChanges", empty());
        assertThat(rows("select account_id from admin_email_change"))
                .extracting(row -> row.get("account_id"))
                .containsExactly("globex");

        // A row of the trigger of release 1.0.0.
        execute("update admin_email_change set account_id = 'acme'");
        as("acme").addressChanges("2001").then().body("adminEmailChanges", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001", "unknown", "a%20b"})
    void foreignOrUnknownOrderIsNotFound(String id) {
        captured("2001", with(capture("2001"), "accountId", "globex"));

        as("acme").addressChanges(id).then().spec(isProblem(ORDER_NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "limit=1&limit=2", "sort=changedAt", "status=issued"})
    void invalidParameterIsRejected(String query) {
        as("acme").addressChanges("1001").query(query).then().spec(isProblem(INVALID_REQUEST));
    }

    @Test
    void cursorOfOtherOrderOrListIsRejected() {
        captured("1002", capture("1002"));
        change("second@acme.example");
        change("third@acme.example");
        String cursor =
                as("acme").addressChanges("1001").limit(1).send().jsonPath().getString("nextCursor");
        String ofOrders = as("acme").orders().limit(1).send().jsonPath().getString("nextCursor");

        as("acme").addressChanges("1001").cursor(cursor).then().statusCode(200);
        as("acme").addressChanges("1002").cursor(cursor).then().spec(isProblem(INVALID_CURSOR));
        as("acme").addressChanges("1001").cursor(ofOrders).then().spec(isProblem(INVALID_CURSOR));
        as("acme").addressChanges("1001").cursor("x").then().spec(isProblem(INVALID_CURSOR));
    }

    @Test
    void requestWithoutScopeTokenOrAccountIsRejected() {
        asOrdering().addressChanges("1001").then().spec(isProblem(INSUFFICIENT_SCOPE));
        asAnonymous().addressChanges("1001").then().spec(isProblem(UNAUTHORIZED));
        asBearer(TestParts.oidc().token(null, Scopes.READ))
                .addressChanges("1001")
                .then()
                .spec(isProblem(NO_ACCOUNT));
    }

    private static void change(String address) {
        asOrdering()
                .capture("1001", with(capture("1001"), "adminEmail", address))
                .then()
                .statusCode(200);
    }
}
