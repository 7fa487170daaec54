package sslorders.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static sslorders.error.ErrorType.ERASURE_IN_PROGRESS;
import static sslorders.error.ErrorType.ERASURE_NOT_FOUND;
import static sslorders.error.ErrorType.FOREIGN_ACCOUNT;
import static sslorders.error.ErrorType.INSUFFICIENT_SCOPE;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.ORDER_NOT_FOUND;
import static sslorders.error.ErrorType.UNAUTHORIZED;
import static sslorders.http.ProblemMatcher.isProblem;
import static sslorders.http.ProblemMatcher.urn;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.resend.RelayScheduler;
import sslorders.testing.ApiClient;
import sslorders.testing.ImportConnection;
import sslorders.testing.SettableClock;

/** {@code DELETE /ssl/accounts/{id}} and {@code GET /ssl/accounts/{id}/erasure}. */
@QuarkusTest
class EraseAccountTest extends ErasureTest {
    @TestHTTPResource("/ssl/orders/import")
    URI address;

    @Inject
    AccountErasureJob job;

    @Inject
    RelayScheduler scheduler;

    @Test
    void accountIsErasedAndProgressIsReported() {
        captured("1002", capture("1002"));
        captured("2001", capture("2001", "globex"));
        changeAddress("new@acme.example");
        as("acme").resend("1001").then().statusCode(202);
        as("globex").resend("2001").then().statusCode(202);

        asOrdering()
                .eraseAccount("acme")
                .then()
                .statusCode(202)
                .header("Location", equalTo("/ssl/accounts/acme/erasure"))
                .body("accountId", equalTo("acme"))
                .body("requestedBy", equalTo("ordering"))
                .body("requestedAt", equalTo(SettableClock.START.toString()));

        awaitCompleted("acme");
        asOrdering()
                .erasure("acme")
                .then()
                .statusCode(200)
                .body("ordersErased", equalTo(2))
                .body("resendsErased", equalTo(1))
                .body("ordersWaiting", equalTo(0))
                .body("completedAt", notNullValue());
        assertThat(orders()).containsExactly("2001");
        assertThat(rows("select * from admin_email_change")).isEmpty();
        assertThat(rows("select account_id || ' ' || recipient as line from resend order by account_id"))
                .extracting(row -> row.get("line"))
                .containsExactly("acme ***@acme.example", "globex admin@acme.example");
        await().until(() -> rows("select * from scheduled_tasks where task_name = 'account-erasure'")
                .isEmpty());
    }

    @Test
    void accountWithoutDataIsErased() {
        asOrdering().eraseAccount("unheard-of").then().statusCode(202);

        awaitCompleted("unheard-of");
        asOrdering().erasure("unheard-of").then().body("ordersErased", equalTo(0));
    }

    @Test
    void moreOrdersThanOneBatchAreErased() {
        execute("insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,"
                + " certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at)"
                + " select 'bulk-' || i, case i % 7 when 0 then 'globex' else 'acme' end, 'x', 'x', 'x', 'alpha', 'issued',"
                + " now(), now(), case i % 3 when 0 then null else timestamptz '2026-01-01' + i % 50 * interval '1 day' end,"
                + " 'admin@acme.example', '2026-01-01' from generate_series(1, 700) i");

        asOrdering().eraseAccount("acme").then().statusCode(202);

        awaitCompleted("acme");
        asOrdering().erasure("acme").then().body("ordersErased", equalTo(601));
        assertThat(orders()).hasSize(100);
    }

    @Test
    void moreResendsThanOneBatchAreMasked() {
        execute(
                "insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,"
                        + " requested_at, requested_by, settled_at)"
                        + " select gen_random_uuid(), 'acme', case i % 2 when 0 then '1001' else 'moved' end, 'alpha', 'x',"
                        + " 'admin-' || i || '@acme.example', 'accepted',"
                        + " timestamptz '2026-01-01' + i % 100 * interval '1 minute', 'x', now() from generate_series(1, 10500) i");

        asOrdering().eraseAccount("acme").then().statusCode(202);

        awaitCompleted("acme");
        asOrdering().erasure("acme").then().body("ordersErased", equalTo(1)).body("resendsErased", equalTo(10500));
        assertThat(rows("select distinct recipient from resend"))
                .extracting(row -> row.get("recipient"))
                .containsExactly("***@acme.example");
        assertThat(rows("select distinct recipient_hash from resend")).hasSize(10500);
    }

    @Test
    void orderWithResendInProgressIsErasedLater() {
        captured("1002", capture("1002"));
        caIsUnavailable();
        as("acme").resend("1001").then().statusCode(202).body("status", equalTo("pending"));

        asOrdering().eraseAccount("acme").then().statusCode(202);

        await().untilAsserted(() -> asOrdering().erasure("acme").then().body("ordersWaiting", equalTo(1)));
        asOrdering()
                .erasure("acme")
                .then()
                .body("status", equalTo("running"))
                .body("ordersErased", equalTo(1))
                .body("$", not(hasKey("completedAt")));
        assertThat(orders()).containsExactly("1001");
        assertResends("recipient", "admin@acme.example");

        execute("update resend set status = 'gave-up', settled_at = now(), due_at = null;"
                + " delete from scheduled_tasks where task_name = 'resend'");
        clock.set(SettableClock.START.plus(Duration.ofMinutes(1)));
        scheduler.pollNow();

        awaitCompleted("acme");
        asOrdering().erasure("acme").then().body("ordersErased", equalTo(2)).body("ordersWaiting", equalTo(0));
        assertThat(orders()).isEmpty();
        assertResends("recipient", "***@acme.example");
    }

    @Test
    void resendOfOrderInOtherAccountIsMasked() {
        captured("2001", capture("2001", "globex"));
        changeAddress("new@acme.example");
        as("acme").resend("1001").then().statusCode(202);
        execute("update certificate_order set account_id = 'globex', admin_email = null, captured_by = 'operator',"
                + " captured_at = captured_at + interval '1 second' where id = '1001'");

        asOrdering().eraseAccount("acme").then().statusCode(202);

        awaitCompleted("acme");
        assertThat(orders()).containsExactly("1001", "2001");
        assertResends("recipient", "***@acme.example");
        assertThat(rows("select * from admin_email_change")).isEmpty();
    }

    @Test
    void capturesAreRejectedDuringErasure() throws Exception {
        captured("2001", capture("2001", "globex"));
        UUID id = erasureWithoutTask();

        asOrdering().capture("1001", capture("1001")).then().spec(isProblem(ERASURE_IN_PROGRESS));
        asOrdering().capture("1003", capture("1003")).then().spec(isProblem(ERASURE_IN_PROGRESS));
        try (ImportConnection connection = new ImportConnection(address, orderingToken())) {
            connection.send(importLine("1004", capture("1004")));
            assertThat(connection.result().orElseThrow()).contains("\"refused\"", urn(ERASURE_IN_PROGRESS));
            connection.send(importLine("2002", capture("2002", "globex")));
            assertThat(connection.result().orElseThrow()).contains("\"created\"");
            connection.finish();
        }

        assertThat(orders()).containsExactly("1001", "2001", "2002");
        clock.set(SettableClock.START.plusSeconds(10));
        assertThat(job.advance(id, () -> true)).isEmpty();
        captured("1001", capture("1001"));
        assertThat(orders()).containsExactly("1001", "2001", "2002");
    }

    /** A capture that began before the request can be committed after the first pass. */
    @Test
    void captureThatIsCommittedLateIsErased() {
        UUID id = erasureWithoutTask();

        assertThat(job.advance(id, () -> true)).contains(SettableClock.START.plusSeconds(10));
        assertThat(orders()).isEmpty();
        execute("insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,"
                + " certificate_authority, status, status_as_of, ordered_at, admin_email, captured_at)"
                + " values ('late', 'acme', 'x', 'x', 'x', 'alpha', 'issued', now(), now(), 'a@b', '2027-01-01')");
        clock.set(SettableClock.START.plusSeconds(10));

        assertThat(job.advance(id, () -> true)).isEmpty();
        assertThat(orders()).isEmpty();
        asOrdering().erasure("acme").then().body("ordersErased", equalTo(2)).body("status", equalTo("completed"));
    }

    @Test
    void repeatedRequestReturnsTheRunningErasure() {
        erasureWithoutTask();
        clock.set(SettableClock.START.plusSeconds(1));

        asOrdering()
                .eraseAccount("acme")
                .then()
                .statusCode(202)
                .body("status", equalTo("running"))
                .body("requestedAt", equalTo(SettableClock.START.toString()));
        assertThat(rows("select id from account_erasure")).hasSize(1);

        // The repeated request has inserted the missing task.
        awaitCompleted("acme");
        captured("1001", capture("1001"));
        asOrdering()
                .eraseAccount("acme")
                .then()
                .body("requestedAt", equalTo(clock.instant().toString()));
        awaitCompleted("acme");
        asOrdering().erasure("acme").then().body("ordersErased", equalTo(1));
        assertThat(orders()).isEmpty();
    }

    @Test
    void shutdownInterruptsErasureUntilItIsExecutedAgain() {
        UUID id = erasureWithoutTask();

        assertThat(job.advance(id, () -> false)).contains(SettableClock.START);

        assertThat(orders()).containsExactly("1001");
        clock.set(SettableClock.START.plusSeconds(10));
        asOrdering().erasure("acme").then().body("status", equalTo("running"));
        assertThat(job.advance(id, () -> true)).isEmpty();
        assertThat(orders()).isEmpty();
        assertThat(job.advance(id, () -> true)).isEmpty();
        assertThat(job.advance(UUID.randomUUID(), () -> true)).isEmpty();
    }

    @Test
    void accountIdWithSpecialCharactersIsErased() {
        captured("1002", capture("1002", "a/b;c?d%20"));

        Response response = asOrdering().eraseAccount("a%2Fb%3Bc%3Fd%2520").send();

        response.then().statusCode(202).body("accountId", equalTo("a/b;c?d%20"));
        String location = response.header("Location");
        assertThat(location).isEqualTo("/ssl/accounts/a%2Fb%3Bc%3Fd%2520/erasure");
        awaitCompleted("a%2Fb%3Bc%3Fd%2520");
        assertThat(orders()).containsExactly("1001");
    }

    @Test
    void erasureThatWasNotRequestedIsNotFound() {
        asOrdering().erasure("acme").then().spec(isProblem(ERASURE_NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%20", "two%20words", "caf%C3%A9", "%00"})
    void malformedAccountIdIsRejected(String id) {
        asOrdering().eraseAccount(id).then().spec(isProblem(INVALID_REQUEST)).body("errors[0].name", equalTo("id"));
        asOrdering().erasure(id).then().spec(isProblem(INVALID_REQUEST));
    }

    @Test
    void accountIdOf129CharactersIsRejected() {
        asOrdering().eraseAccount("a".repeat(129)).then().spec(isProblem(INVALID_REQUEST));
        asOrdering().eraseAccount("a".repeat(128)).then().statusCode(202);
        awaitCompleted("a".repeat(128));
    }

    @Test
    void tokenWithAccountErasesOnlyThatAccount() {
        asOrderingOf("globex").eraseAccount("acme").then().spec(isProblem(FOREIGN_ACCOUNT));
        asOrderingOf("globex").erasure("acme").then().spec(isProblem(FOREIGN_ACCOUNT));
        assertThat(rows("select * from account_erasure")).isEmpty();

        asOrderingOf("globex").eraseAccount("globex").then().statusCode(202);
        awaitCompleted("globex");
        asOrderingOf("globex").erasure("globex").then().statusCode(200).body("requestedBy", endsWith("-portal"));
        assertThat(orders()).containsExactly("1001");
    }

    @Test
    void requestWithoutScopeOrTokenIsRejected() {
        asPortal().eraseAccount("acme").then().spec(isProblem(INSUFFICIENT_SCOPE));
        asPortal().erasure("acme").then().spec(isProblem(INSUFFICIENT_SCOPE));
        asAnonymous().eraseAccount("acme").then().spec(isProblem(UNAUTHORIZED));
        asAnonymous().erasure("acme").then().spec(isProblem(UNAUTHORIZED));
        asOrdering().eraseAccount("acme").query("dryRun=true").then().spec(isProblem(INVALID_REQUEST));
        asOrdering().erasure("acme").query("verbose=true").then().spec(isProblem(INVALID_REQUEST));

        assertThat(rows("select * from account_erasure")).isEmpty();
        assertThat(orders()).containsExactly("1001");
    }

    @Test
    void erasedAccountCanBeCapturedAgain() {
        asOrdering().eraseAccount("acme").then().statusCode(202);
        awaitCompleted("acme");
        as("acme").order("1001").then().spec(isProblem(ORDER_NOT_FOUND));

        captured("1001", capture("1001"));

        ApiClient acme = as("acme");
        acme.order("1001").then().statusCode(200);
    }

    /** Requests an erasure of acme without the scheduled task that executes it. */
    private static UUID erasureWithoutTask() {
        UUID id = UUID.randomUUID();
        execute("insert into account_erasure (account_id, id, requested_at, requested_by) values ('acme', '" + id
                + "', '" + SettableClock.START + "', 'ordering')");
        return id;
    }

    private void awaitCompleted(String account) {
        await().untilAsserted(() -> {
            clock.set(clock.instant().plusSeconds(10));
            scheduler.pollNow();
            asOrdering().erasure(account).then().body("status", equalTo("completed"));
        });
    }
}
