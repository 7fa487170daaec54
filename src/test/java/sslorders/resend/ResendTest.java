package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static sslorders.error.ErrorType.RESEND_NOT_FOUND;
import static sslorders.http.ProblemMatcher.isProblem;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

@QuarkusTest
class ResendTest extends ServiceTest {

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @Test
    void acceptedResendReturnsItsLocation() {
        Response response = as("acme").resend("1001").send();

        response.then()
                .statusCode(202)
                .body("orderId", equalTo("1001"))
                .body("status", equalTo("accepted"))
                .body("recipient", equalTo("admin@acme.example"))
                .body("certificateAuthority", equalTo("alpha"))
                .body("requestedAt", equalTo("2026-11-22T09:00:00Z"))
                .body("requestedBy", equalTo("acme-portal"))
                .body("settledAt", equalTo("2026-11-22T09:00:00Z"))
                .body("caReference", equalTo("mail-CA-1001"))
                .header("Location", matchesPattern("/ssl/orders/1001/fulfillment-email/resends/[0-9a-f-]{36}"));
        Map<String, Object> kept =
                as("acme").get(response.header("Location")).send().jsonPath().getMap("");
        assertThat(kept.remove("attempts")).isNotNull();
        assertThat(kept).isEqualTo(response.jsonPath().getMap(""));
    }

    @Test
    void caCallHasCapturedAddressAndResendId() {
        String id = as("acme").resend("1001").send().jsonPath().getString("id");

        assertThat(ca.calls()).hasSize(1);
        LoggedRequest call = ca.calls().getFirst();
        assertThat(call.getMethod().getName()).isEqualTo("POST");
        assertThat(call.getUrl()).isEqualTo("/alpha/orders/CA-1001/fulfillment-email/resend");
        assertThat(call.getHeader("Authorization")).isEqualTo("Bearer sandbox-ca-token");
        assertThat(call.getHeader("Idempotency-Key")).isEqualTo(id);
        assertThat(call.getHeader("Content-Type")).startsWith("application/json");
        assertThat(call.getBodyAsString()).isEqualTo("{\"recipient\":\"admin@acme.example\"}");
    }

    @Test
    void resendIsStoredWithItsRequest() {
        String id = as("acme").resend("1001").send().jsonPath().getString("id");

        assertThat(rows("select id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,"
                        + " requested_by, ca_reference from resend"))
                .containsExactly(Map.of(
                        "id", id,
                        "account_id", "acme",
                        "order_id", "1001",
                        "certificate_authority", "alpha",
                        "ca_order_id", "CA-1001",
                        "recipient", "admin@acme.example",
                        "status", "accepted",
                        "requested_by", "acme-portal",
                        "ca_reference", "mail-CA-1001"));
    }

    @Test
    void resendKeepsRecipientOfItsRequest() {
        String address = as("acme").resend("1001").send().header("Location");
        asOrdering()
                .capture("1001", with(capture("1001"), "adminEmail", "other@acme.example"))
                .then()
                .statusCode(200);

        as("acme").get(address).then().body("recipient", equalTo("admin@acme.example"));
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        as("acme").resend("1001").then().body("recipient", equalTo("other@acme.example"));
    }

    @Test
    void expectedRecipientThatMatchesIsAccepted() {
        as("acme").resend("1001").expecting("admin@acme.example").then().statusCode(202);
        clock.set(SettableClock.START.plus(Duration.ofHours(1)));
        as("acme").resend("1001").body("{}").then().statusCode(202);

        assertThat(ca.resends("CA-1001")).hasSize(2);
    }

    @Test
    void callerCannotChooseRecipient() {
        as("acme")
                .resend("1001")
                .body("{\"recipient\": \"other@evil.example\"}")
                .then()
                .statusCode(400);

        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
    }

    @Test
    void noTransactionIsOpenDuringCaCall() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        HttpServer slowCa = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        slowCa.createContext("/", exchange -> {
            called.countDown();
            await().until(() -> mayAnswer.getCount() == 0);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        slowCa.start();
        ca.wireMock()
                .stubFor(any(anyUrl())
                        .willReturn(aResponse()
                                .proxiedFrom("http://localhost:"
                                        + slowCa.getAddress().getPort())));
        try {
            CompletableFuture<Integer> response = CompletableFuture.supplyAsync(
                    () -> as("acme").resend("1001").send().statusCode());
            called.await();

            assertThat(rows("select status, settled_at from resend").getFirst())
                    .containsEntry("status", "relaying")
                    .containsEntry("settled_at", null);
            assertThat(rows("select query from pg_stat_activity where state like 'idle in transaction%'"))
                    .isEmpty();
            assertThat(response).isNotDone();

            mayAnswer.countDown();
            assertThat(response.join()).isEqualTo(202);
            assertThat(rows("select status from resend")).isEqualTo(List.of(Map.of("status", "accepted")));
        } finally {
            mayAnswer.countDown();
            slowCa.stop(0);
        }
    }

    @Test
    void expiredOrderCanBeResent() {
        captured("1006", "expiresAt", "2020-01-01T00:00:00Z");

        as("acme").resend("1006").then().statusCode(202);
    }

    @Test
    void resendIsVisibleToItsAccountOnly() {
        captured("1002", capture("1002"));
        String address = as("acme").resend("1001").send().header("Location");

        as("globex").get(address).then().spec(isProblem(RESEND_NOT_FOUND));
        as("acme").get(address.replace("1001", "1002")).then().spec(isProblem(RESEND_NOT_FOUND));
        as("acme").resend("1001", "1").then().spec(isProblem(RESEND_NOT_FOUND));
    }
}
