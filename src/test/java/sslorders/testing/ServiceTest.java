package sslorders.testing;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import sslorders.account.Scopes;
import sslorders.contract.ContractFilter;
import sslorders.sandbox.CaStub;

/**
 * A test over HTTP: on the real PostgreSQL, with tokens of the real OIDC server and a WireMock CA, and with every
 * exchange held against the contract. Each test begins with empty tables, an empty journal and the same time.
 */
@QuarkusTestResource(TestParts.class)
public abstract class ServiceTest {
    protected final CaStub ca = TestParts.ca();

    @Inject
    protected SettableClock clock;

    @BeforeEach
    void beginAnew() {
        clock.set(SettableClock.START);
        ca.reset();
        // Of the few rows of a test; to truncate would cost more than most tests do.
        execute("delete from scheduled_tasks where task_name = 'resend'; delete from attempt; delete from resend;"
                + " delete from admin_email_change; delete from certificate_order");
    }

    /** A request without a token. The only beginning of a request in the tests, so that none escapes the contract. */
    protected static RequestSpecification anonymous() {
        return given().filter(new ContractFilter()).urlEncodingEnabled(false).noContentType();
    }

    protected static RequestSpecification withToken(String token) {
        return anonymous().header("Authorization", "Bearer " + token);
    }

    /** A caller of that account, with all that a portal may do. */
    protected static RequestSpecification portal(String account) {
        return withToken(TestParts.oidc().token(account, Scopes.READ, Scopes.RESEND));
    }

    protected static RequestSpecification acme() {
        return portal("acme");
    }

    /** The ordering system. */
    protected static RequestSpecification ordering() {
        return withToken(TestParts.oidc().token(null, Scopes.CAPTURE)).contentType(ContentType.JSON);
    }

    /** An issued order of acme at the CA alpha, as a capture; to be changed as a test needs it. */
    protected static Map<String, String> capture(String id) {
        Map<String, String> capture = new LinkedHashMap<>();
        capture.put("accountId", "acme");
        capture.put("caOrderId", "CA-" + id);
        capture.put("commonName", "host-" + id + ".acme.example");
        capture.put("certificateType", "domain-validated");
        capture.put("certificateAuthority", "alpha");
        capture.put("status", "issued");
        capture.put("statusAsOf", "2026-11-22T08:00:00Z");
        capture.put("orderedAt", "2026-01-01T00:00:00Z");
        capture.put("expiresAt", "2027-01-01T00:00:00Z");
        capture.put("adminEmail", "admin@acme.example");
        return capture;
    }

    protected static void captured(String id, Map<String, String> capture) {
        ordering().body(capture).put("/ssl/orders/" + id).then().statusCode(201);
    }

    /** Captures that order with one property changed; null takes it away. */
    protected static void captured(String id, String property, String value) {
        captured(id, with(capture(id), property, value));
    }

    protected static Map<String, String> with(Map<String, String> capture, String property, String value) {
        if (value == null) {
            capture.remove(property);
        } else {
            capture.put(property, value);
        }
        return capture;
    }

    /** What the database holds, beside what the service says of it; all values as text. */
    protected static List<Map<String, String>> rows(String sql) {
        return TestParts.database().rows(sql);
    }

    protected static void execute(String sql) {
        TestParts.database().execute(sql);
    }
}
