package sslorders.http;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.account.Scopes;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;
import sslorders.testing.TestParts;

/** Who comes without a valid token too often is turned away; who has one is not, even from the same address. */
@QuarkusTest
class UnauthenticatedRateLimitTest extends ServiceTest {
    @Inject
    HttpConfig config;

    /** In an hour of its own: what other tests are refused does not count, nor what is refused here for them. */
    @BeforeEach
    void inAnotherHour() {
        clock.set(SettableClock.START.plus(Duration.ofHours(5)));
    }

    @Test
    void afterTooManyAnAddressWaitsForAMinute() {
        String valid = TestParts.oidc().token("acme", Scopes.READ);
        withToken(valid).get("/ssl/orders").then().statusCode(200);
        for (int refusal = 0; refusal < config.refusalsPerMinute(); refusal++) {
            anonymous().get("/ssl/orders").then().statusCode(401);
        }
        clock.set(clock.instant().plusSeconds(20));

        for (Response turnedAway : new Response[] {
            anonymous().get("/ssl/orders"),
            withToken(valid + "x").get("/ssl/orders"),
            withToken(TestParts.oidc().token("acme", Scopes.READ)).get("/ssl/orders/1"),
        }) {
            turnedAway
                    .then()
                    .statusCode(429)
                    .header("Retry-After", "40")
                    .body("type", equalTo("urn:ssl-orders:problem:unauthorized-too-often"));
        }
        withToken(valid).get("/ssl/orders").then().statusCode(200);
        clock.set(clock.instant().plusSeconds(40));
        withToken(TestParts.oidc().token("acme", Scopes.READ))
                .get("/ssl/orders")
                .then()
                .statusCode(200);
        anonymous().get("/ssl/orders").then().statusCode(401);
    }
}
