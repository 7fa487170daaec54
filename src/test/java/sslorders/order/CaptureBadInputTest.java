package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.error.ErrorType.MALFORMED_JSON;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

@QuarkusTest
class CaptureBadInputTest extends ServiceTest {

    @AfterEach
    void assertNothingWritten() {
        assertThat(rows("select * from certificate_order")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accountId",
                "caOrderId",
                "commonName",
                "certificateType",
                "certificateAuthority",
                "status",
                "statusAsOf",
                "orderedAt"
            })
    void missingPropertyIsReported(String property) {
        assertInvalid(put(with(capture("1"), property, null)), property, "is required");
    }

    @Test
    void addressWithLongDomainIsInvalid() {
        assertInvalid(
                put(with(capture("1"), "adminEmail", "admin@a" + ".a".repeat(30_000))),
                "adminEmail",
                "must be a single e-mail address without a name, such as admin@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accountId | ''",
                "accountId | two words",
                "accountId | a\u0000b",
                "caOrderId | ''",
                "caOrderId | ../1",
                "caOrderId | a/b",
                "commonName | ''",
                "commonName | a\u0000b",
                "commonName | a\u202Eb",
                "certificateType | ''",
                "certificateType | a\u0007b",
                "certificateAuthority | unknown",
                "certificateAuthority | ''",
                "certificateAuthority | ALPHA",
                "status | ISSUED",
                "status | ''",
                "statusAsOf | yesterday",
                "statusAsOf | 2026-11-22",
                "statusAsOf | 2026-11-22T08:00:00",
                "statusAsOf | 2026-02-30T08:00:00Z",
                "statusAsOf | 1700000000",
                "orderedAt | 0000-01-01T00:00:00Z",
                "orderedAt | -0001-01-01T00:00:00Z",
                "expiresAt | 9999-12-31T23:59:59Z",
                "expiresAt | +10000-01-01T00:00:00Z",
                "expiresAt | ''",
            })
    void invalidValueIsReported(String property, String value) {
        put(with(capture("1"), property, value))
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains("/" + property))
                .body("errors.in", contains("body"));
    }

    @ParameterizedTest
    @CsvSource({
        "accountId, 129",
        "caOrderId, 129",
        "commonName, 256",
        "certificateType, 101",
        "certificateAuthority, 500"
    })
    void tooLongValueIsReportedButNotEchoed(String property, int length) {
        put(with(capture("1"), property, "a".repeat(length)))
                .then()
                .statusCode(400)
                .body("errors.name", hasItem("/" + property))
                .body(not(containsString("a".repeat(100))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "admin",
                "admin@",
                "@acme.example",
                "admin@acme..example",
                "admin@-acme.example",
                "admin@acme.example,other@acme.example",
                "admin@acme.example other@acme.example",
                "admin@acme.example\r\nBcc: other@evil.example",
                "admin@acme.example\n",
                "admin\u0000@acme.example",
                "\"admin\"@acme.example",
                "Admin <admin@acme.example>",
                "admin@acme.example>",
                "ädmin@acme.example",
                "admin@acme.example\u2028",
            })
    void addressThatIsNotPlainIsInvalid(String address) {
        assertInvalid(put(with(capture("1"), "adminEmail", address)), "adminEmail", "must be a single e-mail address");
    }

    @Test
    void addressOf255CharactersIsInvalid() {
        String domain = "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + ".example";
        String local = "d".repeat(255 - domain.length() - 1);

        assertInvalid(put(with(capture("1"), "adminEmail", local + "@" + domain)), "adminEmail", "at most 254");
    }

    @Test
    void allInvalidPropertiesAreReported() {
        put(with(with(with(capture("1"), "status", "lost"), "orderedAt", null), "adminEmail", "admin"))
                .then()
                .statusCode(400)
                .body("errors.name", contains("/adminEmail", "/orderedAt", "/status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate", "csr", "privateKey", "id", "capturedAt", "expired"})
    void unknownPropertyIsRejectedAndNotEchoed(String property) {
        put(with(capture("1"), property, "-----BEGIN CERTIFICATE-----"))
                .then()
                .statusCode(400)
                .body("errors.name", contains("/" + property))
                .body("errors.detail", contains("unknown property"))
                .body(not(containsString("BEGIN")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\": null} | /status | must not be null",
                "{\"status\": 1} | /status | must be a string",
                "{\"status\": 1.5} | /status | must be a string",
                "{\"status\": true} | /status | must be a string",
                "{\"status\": [\"issued\"]} | /status | must be a string",
                "{\"status\": {}} | /status | must be a string",
                "{\"status\": []} | /status | must be a string",
                "{\"status\": 9223372036854775808} | /status | must be a string",
                "[] | '' | must be a JSON object",
                "\"order\" | '' | must be a JSON object",
                "17 | '' | must be a JSON object",
                "null | '' | must be a JSON object",
                "{} {} | '' | must be a JSON object",
            })
    void valueOfWrongTypeIsReported(String body, String pointer, String detail) {
        asOrdering()
                .capture("1", body)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains(pointer))
                .body("errors.detail", contains(detail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"status\"",
                "{\"status\": issued}",
                "{'status': 'issued'}",
                "not json",
                "{\"status\": \"issued\", \"status\": \"revoked\"}",
                "{\u0000}",
            })
    void malformedJsonIsReportedWithPosition(String body) {
        asOrdering()
                .capture("1", body)
                .then()
                .spec(isProblem(MALFORMED_JSON))
                .body("detail", containsString("line 1, column"));
    }

    @Test
    void missingBodyIsInvalid() {
        asOrdering()
                .request("PUT", "/ssl/orders/1")
                .then()
                .statusCode(400)
                .body("errors.detail", contains("must be a JSON object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00", "a%20b", "10%2F01", "%2e%2e%2f1", "é"})
    void malformedOrderIdIsReported(String id) {
        asOrdering()
                .capture(id, capture("1"))
                .then()
                .statusCode(400)
                .body("errors.in", contains("path"))
                .body("errors.name", contains("id"));
    }

    @Test
    void longPropertyNameIsTruncated() {
        String name = "x".repeat(5_000);

        put(with(capture("1"), name, "1"))
                .then()
                .statusCode(400)
                .body("errors[0].name", equalTo("/" + "x".repeat(63) + "…"));
    }

    private static Response put(Map<String, String> capture) {
        return asOrdering().capture("1", capture).send();
    }

    private static void assertInvalid(Response response, String property, String detail) {
        response.then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", hasItem("/" + property))
                .body("errors.detail", hasItem(containsString(detail)));
    }
}
