package sslorders.http;

import static sslorders.error.ErrorType.UNAUTHORIZED_TOO_OFTEN;
import static sslorders.http.ProblemMatcher.isProblem;

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

/** Rate limit for unauthenticated requests. A token that was valid before bypasses the limit. */
@QuarkusTest
class UnauthenticatedRateLimitTest extends ServiceTest {
    @Inject
    HttpConfig config;

    /** Uses an hour of its own, so this test and other tests do not use up each other's limit. */
    @BeforeEach
    void useSeparateHour() {
        clock.set(SettableClock.START.plus(Duration.ofHours(5)));
    }

    @Test
    void exhaustedLimitRejectsAddressForOneMinute() {
        String valid = TestParts.oidc().token("acme", Scopes.READ);
        asBearer(valid).orders().then().statusCode(200);
        for (int i = 0; i < config.refusalsPerMinute(); i++) {
            asAnonymous().orders().then().statusCode(401);
        }
        clock.set(clock.instant().plusSeconds(20));

        for (Response rejected : new Response[] {
            asAnonymous().orders().send(),
            asBearer(valid + "x").orders().send(),
            asBearer(TestParts.oidc().token("acme", Scopes.READ)).order("1").send(),
        }) {
            rejected.then().spec(isProblem(UNAUTHORIZED_TOO_OFTEN)).header("Retry-After", "40");
        }
        asBearer(valid).orders().then().statusCode(200);
        clock.set(clock.instant().plusSeconds(40));
        asBearer(TestParts.oidc().token("acme", Scopes.READ)).orders().then().statusCode(200);
        asAnonymous().orders().then().statusCode(401);
    }
}
