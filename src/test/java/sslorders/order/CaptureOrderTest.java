package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import sslorders.account.Scopes;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;
import sslorders.testing.TestParts;

@QuarkusTest
class CaptureOrderTest extends ServiceTest {

    @Test
    void aNewOrderIsCreatedAndAnsweredAsItIsShown() {
        Map<String, Object> answer = ordering()
                .body(capture("1001"))
                .put("/ssl/orders/1001")
                .then()
                .statusCode(201)
                .body("capturedAt", equalTo("2026-11-22T09:00:00Z"))
                .extract()
                .jsonPath()
                .getMap("");

        assertThat(answer).isEqualTo(acme().get("/ssl/orders/1001").jsonPath().getMap(""));
        assertThat(rows("select account_id, ca_order_id from certificate_order"))
                .containsExactly(Map.of("account_id", "acme", "ca_order_id", "CA-1001"));
    }

    @Test
    void theSameCaptureAgainChangesNothing() {
        captured("1001", capture("1001"));
        var before = rows("select *, xmin from certificate_order");
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));

        ordering()
                .body(capture("1001"))
                .put("/ssl/orders/1001")
                .then()
                .statusCode(200)
                .body("capturedAt", equalTo("2026-11-22T09:00:00Z"));

        assertThat(rows("select *, xmin from certificate_order")).isEqualTo(before);
    }

    @Test
    void anotherCaptureReplacesTheWholeOrder() {
        captured("1001", capture("1001"));
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        var revoked = with(with(capture("1001"), "status", "revoked"), "adminEmail", null);

        ordering()
                .body(revoked)
                .put("/ssl/orders/1001")
                .then()
                .statusCode(200)
                .body("status", equalTo("revoked"))
                .body("$", not(hasKey("adminEmail")))
                .body("capturedAt", equalTo("2026-11-22T10:00:00Z"));

        assertThat(rows("select * from certificate_order")).hasSize(1);
    }

    @Test
    void timesOfAnyOffsetAndPrecisionAreTheSameCaptureIfTheyMeanTheSameMicrosecond() {
        captured("1001", "expiresAt", "2027-01-01T02:00:00.1234567+02:00");

        ordering()
                .body(with(capture("1001"), "expiresAt", "2027-01-01T00:00:00.123456Z"))
                .put("/ssl/orders/1001")
                .then()
                .statusCode(200)
                .body("expiresAt", equalTo("2027-01-01T00:00:00.123456Z"))
                .body("capturedAt", equalTo("2026-11-22T09:00:00Z"));
    }

    @Test
    void anOrderNeverMovesToAnotherAccount() {
        captured("1001", capture("1001"));
        var before = rows("select * from certificate_order");

        ordering()
                .body(with(capture("1001"), "accountId", "globex"))
                .put("/ssl/orders/1001")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ssl-orders:problem:account-mismatch"));

        assertThat(rows("select * from certificate_order")).isEqualTo(before);
    }

    @Test
    void aTokenBoundToAnAccountCapturesForThatAccountOnly() {
        String token = TestParts.oidc().token("acme", Scopes.CAPTURE);

        withToken(token)
                .contentType(ContentType.JSON)
                .body(with(capture("2001"), "accountId", "globex"))
                .put("/ssl/orders/2001")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:ssl-orders:problem:foreign-account"));
        withToken(token)
                .contentType(ContentType.JSON)
                .body(capture("1001"))
                .put("/ssl/orders/1001")
                .then()
                .statusCode(201);

        assertThat(rows("select id from certificate_order")).containsExactly(Map.of("id", "1001"));
    }

    @Test
    void capturesOfOneNewOrderAtTheSameTimeMakeOneOrder() throws InterruptedException, ExecutionException {
        List<Callable<Integer>> captures = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            captures.add(() ->
                    ordering().body(capture("1001")).put("/ssl/orders/1001").statusCode());
        }

        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> answer : threads.invokeAll(captures)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(rows("select * from certificate_order")).hasSize(1);
    }
}
