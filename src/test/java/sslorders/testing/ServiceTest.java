package sslorders.testing;

import static io.restassured.RestAssured.given;
import static io.restassured.config.DecoderConfig.decoderConfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import sslorders.account.Scopes;
import sslorders.contract.ContractFilter;
import sslorders.sandbox.CaStub;

/**
 * A test over HTTP with a real PostgreSQL, tokens of a real OIDC server and a WireMock CA. Every exchange is checked against
 * the contract. Each test starts with empty tables, an empty request journal of the CA and the same time.
 */
@QuarkusTestResource(TestParts.class)
public abstract class ServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    protected final CaStub ca = TestParts.ca();

    @Inject
    protected SettableClock clock;

    @BeforeEach
    void resetState() {
        clock.set(SettableClock.START);
        ca.reset();
        // The tables have few rows: truncating them takes longer than most tests.
        execute("delete from scheduled_tasks where task_name in ('resend', 'account-erasure'); delete from attempt;"
                + " delete from resend; delete from admin_email_change; delete from certificate_order;"
                + " delete from account_erasure; delete from event;"
                // Without the trigger that protects the table.
                + " set session_replication_role = replica; delete from operator_action");
    }

    /** Returns a client of a portal that acts for the account. */
    protected static ApiClient as(String account) {
        return new ApiClient(() -> portal(account));
    }

    /** Returns a client of the ordering system. */
    protected static ApiClient asOrdering() {
        return new ApiClient(ServiceTest::ordering);
    }

    /** Returns a client of a support agent. */
    protected static ApiClient asSupport() {
        return new ApiClient(() -> withToken(TestParts.oidc().token(null, Scopes.SUPPORT)));
    }

    /** Returns a client of an operator. */
    protected static ApiClient asOperator() {
        return new ApiClient(() -> withToken(TestParts.oidc().token(null, Scopes.OPERATE)));
    }

    /** Returns a client with any access token. */
    protected static ApiClient asBearer(String token) {
        return new ApiClient(() -> withToken(token));
    }

    /** Returns a client without an access token. */
    protected static ApiClient asAnonymous() {
        return new ApiClient(ServiceTest::anonymous);
    }

    /** Returns a request without an access token. All requests start here, so each exchange is checked against the contract. */
    private static RequestSpecification anonymous() {
        return given().config(RestAssured.config()
                        .decoderConfig(decoderConfig().defaultContentCharset(StandardCharsets.UTF_8)))
                .filter(new ContractFilter())
                .urlEncodingEnabled(false)
                .noContentType();
    }

    private static RequestSpecification withToken(String token) {
        return anonymous().header("Authorization", "Bearer " + token);
    }

    /** Returns a request of a portal that acts for the account. */
    private static RequestSpecification portal(String account) {
        return withToken(TestParts.oidc().token(account, Scopes.READ, Scopes.RESEND));
    }

    /** Returns a request of the ordering system. */
    private static RequestSpecification ordering() {
        return withToken(orderingToken()).contentType(ContentType.JSON);
    }

    /** Returns an access token of the ordering system, which captures orders of all accounts. */
    protected static String orderingToken() {
        return TestParts.oidc().token(null, Scopes.CAPTURE);
    }

    /** Returns an issued order of {@code acme} at the CA {@code alpha}. Tests change its properties. */
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

    /** Captures a new order. */
    protected static void captured(String id, Map<String, String> capture) {
        asOrdering().capture(id, capture).then().statusCode(201);
    }

    /** Captures a new order with one property changed, or removed if the value is null. */
    protected static void captured(String id, String property, String value) {
        captured(id, with(capture(id), property, value));
    }

    /** Changes one property of an order, or removes it if the value is null, and returns the order. */
    protected static Map<String, String> with(Map<String, String> capture, String property, String value) {
        if (value == null) {
            capture.remove(property);
        } else {
            capture.put(property, value);
        }
        return capture;
    }

    /** Returns the line of an import for an order. */
    protected static String importLine(String id, Map<String, String> order) {
        try {
            return JSON.writeValueAsString(with(order, "id", id));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns rows of the database, with all values as text. */
    protected static List<Map<String, String>> rows(String sql) {
        return TestParts.database().rows(sql);
    }

    /** Executes SQL statements in the database. */
    protected static void execute(String sql) {
        TestParts.database().execute(sql);
    }
}
