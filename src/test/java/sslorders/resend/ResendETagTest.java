package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import sslorders.testing.SettableClock;

/** ETags of a resend, of the history and of the preview. */
@QuarkusTest
class ResendETagTest extends RelayServiceTest {
    private static final String PREVIEW = "/ssl/orders/1001/fulfillment-email";
    private static final String HISTORY = PREVIEW + "/resends";

    @Test
    void resendIsNotModifiedUntilItsStateChanges() {
        caReturns(aResponse().withStatus(503));
        String resend = as("acme").resend("1001").send().header("Location");
        String etag = assertNotModified(resend);
        Response unchanged =
                as("acme").get(resend).header("If-None-Match", etag).send();
        assertThat(unchanged.header("Retry-After"))
                .isEqualTo(as("acme").get(resend).send().header("Retry-After"))
                .isNotNull();

        caReturns(aResponse().withStatus(202));
        advanceTo(dueAt(resend));

        await().untilAsserted(() -> as("acme")
                .get(resend)
                .header("If-None-Match", etag)
                .then()
                .statusCode(200)
                .body("status", equalTo("accepted"))
                .header("Retry-After", nullValue()));
        assertNotModified(resend);
    }

    @Test
    void historyIsNotModifiedUntilItChanges() {
        String empty = assertNotModified(HISTORY);

        as("acme").resend("1001").send();
        String one = assertModified(HISTORY, empty);

        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        as("acme").resend("1001").send();
        String two = assertModified(HISTORY, one);
        as("acme").get(HISTORY + "?limit=1").header("If-None-Match", two).then().statusCode(200);
    }

    @Test
    void previewIsNotModifiedUntilItChanges() {
        String first = assertNotModified(PREVIEW);

        as("acme").resend("1001").send();
        String coolDown = assertModified(PREVIEW, first);

        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        String resendable = assertModified(PREVIEW, coolDown);

        asOrdering()
                .capture("1001", with(capture("1001"), "adminEmail", "new@acme.example"))
                .send();
        assertModified(PREVIEW, resendable);
    }

    private static String assertModified(String address, String etag) {
        as("acme").get(address).header("If-None-Match", etag).then().statusCode(200);
        return assertNotModified(address);
    }

    /** Asserts that the current ETag matches, in all forms, and returns it. */
    private static String assertNotModified(String address) {
        String etag = as("acme").get(address).send().header("ETag");
        assertThat(etag).matches("\"[A-Za-z0-9_-]{22}\"");
        for (String header : new String[] {etag, "W/" + etag, "\"other\", " + etag, "*"}) {
            Response response =
                    as("acme").get(address).header("If-None-Match", header).send();
            assertThat(response.statusCode()).as(header).isEqualTo(304);
            assertThat(response.asString()).isEmpty();
            assertThat(response.header("ETag")).isEqualTo(etag);
        }
        return etag;
    }
}
