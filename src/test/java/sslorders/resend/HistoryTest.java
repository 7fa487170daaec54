package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static sslorders.error.ErrorType.INVALID_CURSOR;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.ORDER_NOT_FOUND;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

@QuarkusTest
class HistoryTest extends ServiceTest {
    private static final String HISTORY = "/ssl/orders/1001/fulfillment-email/resends";

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @Test
    void historyWithoutResendsIsEmpty() {
        as("acme")
                .history("1001")
                .then()
                .statusCode(200)
                .body("resends", hasSize(0))
                .body("nextCursor", nullValue());
    }

    @Test
    void historyShowsNewestResendFirst() {
        resendAt(Duration.ZERO, 202);
        resendAt(Duration.ofHours(1), 409);
        resendAt(Duration.ofHours(2), 500);
        resendAt(Duration.ofHours(3), 503);

        Response history = as("acme").history("1001").send();

        history.then()
                .body("resends.status", contains("pending", "unknown", "rejected", "accepted"))
                .body("resends.attempts", everyItem(nullValue()));
    }

    @Test
    void singleResendShowsItsAttempts() {
        String accepted = resendAt(Duration.ZERO, 202).jsonPath().getString("id");
        String rejected = resendAt(Duration.ofHours(1), 409).jsonPath().getString("resend.id");

        as("acme")
                .resend("1001", accepted)
                .then()
                .body("attempts", hasSize(1))
                .body("attempts[0].startedAt", equalTo("2026-11-22T09:00:00Z"))
                .body("attempts[0].durationMs", greaterThanOrEqualTo(0))
                .body("attempts[0].outcome", equalTo("accepted"));
        as("acme")
                .resend("1001", rejected)
                .then()
                .body("attempts.outcome", contains("rejected"))
                .body("attempts.caCode", contains("409"));
    }

    @Test
    void pagesShowEachResendOnce() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Rejected resends do not count toward cool-down and quotas.
            all.addFirst(resendAt(Duration.ofHours(i / 3), 409).jsonPath().getString("resend.id"));
        }

        List<String> seen = new ArrayList<>();
        String address = HISTORY + "?limit=2";
        while (address != null) {
            Response page = as("acme").get(address).send();
            seen.addAll(page.jsonPath().getList("resends.id"));
            String link = page.header("Link");
            assertThat(link == null).isEqualTo(page.jsonPath().getString("nextCursor") == null);
            address = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void historyIsLimitedToOrderAndAccount() {
        captured("1002", capture("1002"));
        as("acme").resend("1002").then().statusCode(202);

        as("acme").history("1001").then().body("resends", hasSize(0));
        as("globex").history("1001").then().spec(isProblem(ORDER_NOT_FOUND));
    }

    @Test
    void cursorOfOtherListIsInvalid() {
        captured("1002", capture("1002"));
        resendAt(Duration.ZERO, 409);
        resendAt(Duration.ofHours(1), 409);
        String ofHistory = as("acme").history("1001").limit(1).send().jsonPath().getString("nextCursor");
        String ofOrders = as("acme").orders().limit(1).send().jsonPath().getString("nextCursor");

        assertInvalidCursor(HISTORY + "?cursor=" + ofOrders);
        assertInvalidCursor("/ssl/orders?cursor=" + ofHistory);
        assertInvalidCursor("/ssl/orders/1002/fulfillment-email/resends?cursor=" + ofHistory);
        assertInvalidCursor(HISTORY + "?cursor=x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "status=accepted", "limit=1&limit=1"})
    void invalidParameterIsReported(String query) {
        as("acme")
                .history("1001")
                .query(query)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains(query.substring(0, query.indexOf('='))));
    }

    private Response resendAt(Duration time, int caStatus) {
        clock.set(SettableClock.START.plus(time));
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(caStatus)));
        return as("acme").resend("1001").send();
    }

    private static void assertInvalidCursor(String address) {
        as("acme").get(address).then().spec(isProblem(INVALID_CURSOR));
    }
}
