package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The configured maximum also limits the wait of a request that has no preference or prefers a longer wait. */
@QuarkusTest
@TestProfile(DefaultWaitTest.ShortWait.class)
class DefaultWaitTest extends RelayServiceTest {

    @Test
    void requestWithoutPreferenceWaitsForTheMaximum() {
        caReturns(aResponse().withStatus(202).withFixedDelay(3_000));
        Response response = as("acme").resend("1001").send();

        response.then()
                .statusCode(202)
                .header("Preference-Applied", nullValue())
                .body("status", equalTo("relaying"));
        awaitAcceptedWithOneCall(response);
    }

    @Test
    void longerWaitIsLimited() {
        caReturns(aResponse().withStatus(202).withFixedDelay(3_000));
        Response response =
                as("acme").resend("1001").header("Prefer", "wait=60").send();

        response.then()
                .statusCode(202)
                .header("Preference-Applied", equalTo("wait=1"))
                .body("status", equalTo("relaying"));
        awaitAcceptedWithOneCall(response);
    }

    private void awaitAcceptedWithOneCall(Response response) {
        await().untilAsserted(
                        () -> as("acme").get(response.header("Location")).then().body("status", equalTo("accepted")));
        assertThat(ca.calls()).hasSize(1);
    }

    public static final class ShortWait implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ssl-orders.resend.max-wait", "500ms");
        }
    }
}
