package sslorders.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static sslorders.error.ErrorType.COOL_DOWN;
import static sslorders.error.ErrorType.INSUFFICIENT_SCOPE;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.NO_ACCOUNT;
import static sslorders.error.ErrorType.ORDER_CHANGED;
import static sslorders.error.ErrorType.ORDER_NOT_FOUND;
import static sslorders.error.ErrorType.ORDER_QUOTA;
import static sslorders.error.ErrorType.RESEND_IN_PROGRESS;
import static sslorders.error.ErrorType.UNAUTHORIZED;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.testing.SettableClock;
import sslorders.testing.TestParts;

/** {@code DELETE /ssl/orders/{id}}. */
@QuarkusTest
class EraseOrderTest extends ErasureTest {

    @Test
    void orderAndItsAddressesAreDeleted() {
        captured("1002", capture("1002"));
        changeAddress("new@acme.example");

        asOrdering().eraseOrder("1001").then().statusCode(204).body(emptyString());

        assertThat(orders()).containsExactly("1002");
        assertThat(rows("select * from admin_email_change")).isEmpty();
        as("acme").order("1001").then().spec(isProblem(ORDER_NOT_FOUND));
        as("acme").history("1001").then().spec(isProblem(ORDER_NOT_FOUND));
        as("acme").addressChanges("1001").then().spec(isProblem(ORDER_NOT_FOUND));
        as("acme").resend("1001").then().spec(isProblem(ORDER_NOT_FOUND));
        asOrdering().eraseOrder("1001").then().spec(isProblem(ORDER_NOT_FOUND));
    }

    @Test
    void resendKeepsMaskedRecipientAndHash() {
        String resend = as("acme").resend("1001").withKey("key").send().header("Location");

        asOrdering().eraseOrder("1001").then().statusCode(204);

        assertResends("recipient", "***@acme.example");
        assertResends("recipient_hash", hashOf("ADMIN@acme.example"));
        assertResends("order_id || ' ' || account_id || ' ' || status", "1001 acme accepted");
        assertThat(rows("select * from idempotency_key")).isEmpty();
        as("acme").get(resend).then().statusCode(200).body("recipient", equalTo("***@acme.example"));
        as("acme")
                .resends()
                .then()
                .body("resends", hasSize(1))
                .body("resends[0].recipient", equalTo("***@acme.example"));
        as("acme").resend("1001").withKey("key").then().spec(isProblem(ORDER_NOT_FOUND));
    }

    /** Returns the hash of an address with the key of the database. */
    private static String hashOf(String address) {
        String key = rows("select key from erasure_key").getFirst().get("key");
        assertThat(key).hasSize(64);
        return AddressHashesTest.hash(key, address);
    }

    @Test
    void addressInSubjectAndActorIsMasked() {
        String token = TestParts.oidc()
                .token(
                        "admin@acme.example",
                        List.of("ssl-orders"),
                        Map.of(
                                "scope",
                                Scopes.RESEND,
                                "account_id",
                                "acme",
                                "act",
                                Map.of("sub", "app of o'neil@acme.example, Inc.")),
                        600);
        asBearer(token).resend("1001").then().statusCode(202);

        asOrdering().eraseOrder("1001").then().statusCode(204);

        assertResends("requested_by", "***@acme.example");
        assertResends("actor", "app of ***@acme.example, Inc.");
    }

    @Test
    void otherSubjectsAndOtherOrdersAreKept() {
        captured("1002", capture("1002"));
        as("acme").resend("1001").then().statusCode(202);
        as("acme").resend("1002").then().statusCode(202);

        asOrdering().eraseOrder("1001").then().statusCode(204);

        assertThat(rows("select order_id, recipient, requested_by, recipient_hash is null as plain from resend"
                        + " order by order_id"))
                .extracting(row -> String.join(" ", row.values()))
                .containsExactly("1001 ***@acme.example acme-portal f", "1002 admin@acme.example acme-portal t");
    }

    @Test
    void limitsApplyToOrderThatIsCapturedAgain() {
        for (int i = 0; i < 5; i++) {
            clock.set(SettableClock.START.plus(Duration.ofHours(i)));
            as("acme").resend("1001").then().statusCode(202);
            asOrdering().eraseOrder("1001").then().statusCode(204);
            captured("1001", capture("1001"));
            as("acme").resend("1001").then().spec(isProblem(i < 4 ? COOL_DOWN : ORDER_QUOTA));
        }

        as("acme").history("1001").then().body("resends", hasSize(5));
    }

    @Test
    void idCanBeCapturedForAnotherAccountAfterwards() {
        as("acme").resend("1001").then().statusCode(202);
        asOrdering().eraseOrder("1001").then().statusCode(204);

        captured("1001", capture("1001", "globex"));

        as("globex").history("1001").then().body("resends", empty());
        as("globex").resend("1001").then().statusCode(202);
        as("acme").resends().then().body("resends", hasSize(1));
    }

    @Test
    void resendInProgressPreventsErasure() {
        caIsUnavailable();
        as("acme").resend("1001").then().statusCode(202).body("status", equalTo("pending"));

        asOrdering().eraseOrder("1001").then().spec(isProblem(RESEND_IN_PROGRESS));

        assertThat(orders()).containsExactly("1001");
        assertResends("recipient", "admin@acme.example");
        execute("update resend set status = 'gave-up', settled_at = now(), due_at = null");
        asOrdering().eraseOrder("1001").then().statusCode(204);
        assertResends("recipient", "***@acme.example");
    }

    @Test
    void unknownResendThatIsNotFinalPreventsErasure() {
        as("acme").resend("1001").then().statusCode(202);
        execute("update resend set status = 'unknown', ca_mark = 'x', settled_at = null, due_at = now()");

        asOrdering().eraseOrder("1001").then().spec(isProblem(RESEND_IN_PROGRESS));
    }

    @Test
    void ifMatchErasesOnlyTheCurrentVersion() {
        String first = as("acme").order("1001").send().header("ETag");
        changeAddress("new@acme.example");
        String second = as("acme").order("1001").send().header("ETag");

        asOrdering().eraseOrder("1001").header("If-Match", first).then().spec(isProblem(ORDER_CHANGED));
        assertThat(orders()).containsExactly("1001");

        asOrdering().eraseOrder("1001").header("If-Match", second).then().statusCode(204);
        asOrdering().eraseOrder("1001").header("If-Match", second).then().spec(isProblem(ORDER_NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/%s", "\"x\"", "%s%s", ","})
    void weakOrMalformedIfMatchErasesNothing(String ifMatch) {
        String etag = as("acme").order("1001").send().header("ETag");

        asOrdering()
                .eraseOrder("1001")
                .header("If-Match", ifMatch.replace("%s", etag))
                .then()
                .spec(isProblem(ORDER_CHANGED));

        assertThat(orders()).containsExactly("1001");
    }

    @Test
    void ifMatchOfAnyVersionErases() {
        asOrdering().eraseOrder("1001").header("If-Match", "*").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2001", "unknown", "a%20b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void unknownForeignOrMalformedIdIsNotFound(String id) {
        captured("2001", capture("2001", "globex"));

        asOrderingOf("acme").eraseOrder(id).then().spec(isProblem(ORDER_NOT_FOUND));

        assertThat(orders()).containsExactly("1001", "2001");
    }

    @Test
    void tokenWithAccountErasesItsOwnOrder() {
        asOrderingOf("acme").eraseOrder("1001").then().statusCode(204);
    }

    @Test
    void requestWithoutScopeOrTokenErasesNothing() {
        asPortal().eraseOrder("1001").then().spec(isProblem(INSUFFICIENT_SCOPE));
        asAnonymous().eraseOrder("1001").then().spec(isProblem(UNAUTHORIZED));
        asBearer(TestParts.oidc()
                        .token(
                                "ordering",
                                List.of("ssl-orders"),
                                Map.of("scope", Scopes.CAPTURE, "account_id", "two words"),
                                600))
                .eraseOrder("1001")
                .then()
                .spec(isProblem(NO_ACCOUNT));

        assertThat(orders()).containsExactly("1001");
    }

    @Test
    void queryParameterIsRejected() {
        asOrdering().eraseOrder("1001").query("dryRun=true").then().spec(isProblem(INVALID_REQUEST));

        assertThat(orders()).containsExactly("1001");
    }

    /** A resend never keeps its address without its order, whichever request is first. */
    @Test
    void concurrentResendAndErasureLeaveNoAddress() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            ids.add("race-" + i);
            captured("race-" + i, capture("race-" + i));
        }
        List<Future<Integer>> responses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (String id : ids) {
                responses.add(threads.submit(() -> as("acme").resend(id).send().statusCode()));
                responses.add(
                        threads.submit(() -> asOrdering().eraseOrder(id).send().statusCode()));
            }
        }
        for (Future<Integer> response : responses) {
            assertThat(response.get()).isIn(202, 204, 404, 409);
        }

        assertThat(rows("select order_id from resend where recipient_hash is null and not exists"
                        + " (select from certificate_order as o where o.id = order_id)"))
                .isEmpty();
        assertThat(rows("select order_id from resend where recipient_hash is not null and exists"
                        + " (select from certificate_order as o where o.id = order_id)"))
                .isEmpty();
    }
}
