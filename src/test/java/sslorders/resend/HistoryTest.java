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
    void anOrder() {
        captured("1001", capture("1001"));
    }

    @Test
    void theHistoryIsEmptyAtFirst() {
        acme().get(HISTORY).then().statusCode(200).body("resends", hasSize(0)).body("nextCursor", nullValue());
    }

    @Test
    void theHistoryShowsEveryResendNewestFirstWhateverBecameOfIt() {
        resendAt(Duration.ZERO, 202);
        resendAt(Duration.ofHours(1), 409);
        resendAt(Duration.ofHours(2), 500);
        resendAt(Duration.ofHours(3), 503);

        Response history = acme().get(HISTORY);

        history.then()
                .body("resends.status", contains("pending", "unknown", "rejected", "accepted"))
                .body("resends.attempts", everyItem(nullValue()));
    }

    @Test
    void aResendByItselfIsShownWithItsAttempts() {
        String accepted = resendAt(Duration.ZERO, 202).jsonPath().getString("id");
        String rejected = resendAt(Duration.ofHours(1), 409).jsonPath().getString("resend.id");

        acme().get(HISTORY + "/" + accepted)
                .then()
                .body("attempts", hasSize(1))
                .body("attempts[0].startedAt", equalTo("2026-11-22T09:00:00Z"))
                .body("attempts[0].durationMs", greaterThanOrEqualTo(0))
                .body("attempts[0].outcome", equalTo("accepted"));
        acme().get(HISTORY + "/" + rejected)
                .then()
                .body("attempts.outcome", contains("rejected"))
                .body("attempts.caCode", contains("409"));
    }

    @Test
    void pagesTogetherShowEachResendOnceAlsoThoseOfOneInstant() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Rejected ones do not count towards the limits.
            all.addFirst(resendAt(Duration.ofHours(i / 3), 409).jsonPath().getString("resend.id"));
        }

        List<String> seen = new ArrayList<>();
        String address = HISTORY + "?limit=2";
        while (address != null) {
            Response page = acme().get(address);
            seen.addAll(page.jsonPath().getList("resends.id"));
            String link = page.header("Link");
            assertThat(link == null).isEqualTo(page.jsonPath().getString("nextCursor") == null);
            address = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void theHistoryIsOfOneOrderAndForItsAccountOnly() {
        captured("1002", capture("1002"));
        acme().post("/ssl/orders/1002/fulfillment-email/resend").then().statusCode(202);

        acme().get(HISTORY).then().body("resends", hasSize(0));
        portal("globex")
                .get(HISTORY)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:ssl-orders:problem:order-not-found"));
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        captured("1002", capture("1002"));
        resendAt(Duration.ZERO, 409);
        resendAt(Duration.ofHours(1), 409);
        String ofHistory = acme().get(HISTORY + "?limit=1").jsonPath().getString("nextCursor");
        String ofOrders = acme().get("/ssl/orders?limit=1").jsonPath().getString("nextCursor");

        invalidCursor(HISTORY + "?cursor=" + ofOrders);
        invalidCursor("/ssl/orders?cursor=" + ofHistory);
        invalidCursor("/ssl/orders/1002/fulfillment-email/resends?cursor=" + ofHistory);
        invalidCursor(HISTORY + "?cursor=x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "status=accepted", "limit=1&limit=1"})
    void aWrongParameterIsRefused(String query) {
        acme().get(HISTORY + "?" + query)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:ssl-orders:problem:invalid-request"))
                .body("errors.name", contains(query.substring(0, query.indexOf('='))));
    }

    private Response resendAt(Duration time, int caStatus) {
        clock.set(SettableClock.START.plus(time));
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(caStatus)));
        return acme().post("/ssl/orders/1001/fulfillment-email/resend");
    }

    private static void invalidCursor(String address) {
        acme().get(address).then().statusCode(400).body("type", equalTo("urn:ssl-orders:problem:invalid-cursor"));
    }
}
