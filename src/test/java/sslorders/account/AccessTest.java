package sslorders.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** Who is let in: every operation against every kind of token that must not open it. */
@QuarkusTest
class AccessTest extends ServiceTest {
    private static final List<String> AUDIENCE = List.of("ssl-orders");
    private static final Map<String, Object> CLAIMS =
            Map.of("scope", "ssl-orders:read ssl-orders:resend ssl-orders:capture", "account_id", "acme");

    enum Operation {
        LIST(Scopes.READ),
        ONE(Scopes.READ),
        CAPTURE(Scopes.CAPTURE),
        PREVIEW(Scopes.READ),
        RESEND(Scopes.RESEND),
        HISTORY(Scopes.READ),
        ONE_RESEND(Scopes.READ);

        private final String scope;

        Operation(String scope) {
            this.scope = scope;
        }

        Response call(RequestSpecification request) {
            return switch (this) {
                case LIST -> request.get("/ssl/orders");
                case ONE -> request.get("/ssl/orders/1001");
                case CAPTURE ->
                    request.contentType(ContentType.JSON).body(capture("1002")).put("/ssl/orders/1002");
                case PREVIEW -> request.get("/ssl/orders/1001/fulfillment-email");
                case RESEND -> request.post("/ssl/orders/1001/fulfillment-email/resend");
                case HISTORY -> request.get("/ssl/orders/1001/fulfillment-email/resends");
                case ONE_RESEND ->
                    request.get("/ssl/orders/1001/fulfillment-email/resends/01a20157-1c97-7dc5-a431-b608522149bf");
            };
        }
    }

    @BeforeEach
    void anOrder() {
        captured("1001", capture("1001"));
    }

    @AfterEach
    void nothingWasDone() {
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
        assertThat(rows("select id from certificate_order")).containsExactly(Map.of("id", "1001"));
    }

    @ParameterizedTest
    @EnumSource
    void aRequestWithoutATokenIsChallenged(Operation operation) {
        operation
                .call(anonymous())
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:ssl-orders:problem:unauthorized"))
                .header("WWW-Authenticate", equalTo("Bearer"));
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredTokenIsRefusedAndSaidToBeExpired(Operation operation) {
        invalid(operation.call(withToken(token(AUDIENCE, CLAIMS, -3600))), "has expired");
    }

    @Test
    void clocksMayDifferByHalfAMinute() {
        Instant now = Instant.now();
        assertThat(lists(now.plusSeconds(20), now.plusSeconds(600))).isEqualTo(200);
        assertThat(lists(now.minusSeconds(600), now.minusSeconds(20))).isEqualTo(200);
        assertThat(lists(now.plusSeconds(60), now.plusSeconds(600))).isEqualTo(401);
        assertThat(lists(now.minusSeconds(600), now.minusSeconds(60))).isEqualTo(401);
    }

    /** Beyond what Java's Instant can have, and beyond what a long can have. */
    @ParameterizedTest
    @CsvSource({
        "exp, 253402300800, 200",
        "exp, 31556889864403200, 200",
        "exp, 4611686018427387904, 200",
        "exp, 9223372036854775807, 200",
        "exp, 9223372036854775808, 401",
        "exp, 1e300, 200",
        "exp, -9223372036854775808, 401",
        "iat, 31556889864403200, 401",
        "iat, 9223372036854775807, 401",
        "iat, -9223372036854775808, 200",
        "iat, 1e300, 401",
        "nbf, 31556889864403200, 401",
        "nbf, 9223372036854775807, 401",
        "nbf, -9223372036854775808, 200"
    })
    void timeOutOfRangeIsNoFailure(String claim, String time, int status) {
        long now = Instant.now().getEpochSecond();
        Map<String, String> times = new HashMap<>(Map.of("iat", "" + now, "nbf", "" + now, "exp", "" + (now + 600)));
        times.put(claim, time);
        String claims = """
                {"iss": "%s", "aud": "ssl-orders", "sub": "portal", "scope": "ssl-orders:read", "account_id": "acme",
                 "iat": %s, "nbf": %s, "exp": %s}""".formatted(TestParts.oidc().issuer(), times.get("iat"), times.get("nbf"), times.get("exp"));
        RequestSpecification request = withToken(TestParts.oidc().sign(claims));
        // The second time with what the cache has of it.
        request.get("/ssl/orders").then().statusCode(status);
        request.get("/ssl/orders").then().statusCode(status);
    }

    /** The status of a list with a token of that time. */
    private static int lists(Instant notBefore, Instant expiry) {
        String claims = """
                {"iss": "%s", "aud": "ssl-orders", "sub": "portal", "scope": "ssl-orders:read", "account_id": "acme",
                 "iat": %d, "nbf": %d, "exp": %d}""".formatted(
                        TestParts.oidc().issuer(),
                        notBefore.minusSeconds(600).getEpochSecond(),
                        notBefore.getEpochSecond(),
                        expiry.getEpochSecond());
        return withToken(TestParts.oidc().sign(claims)).get("/ssl/orders").statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"openid  ssl-orders:read\"",
                "\" ssl-orders:read\"",
                "\": ssl-orders:read\"",
                "[\"openid\", \"ssl-orders:read\"]"
            })
    void scopesAreFoundAmongOthers(String scope) {
        assertThat(listsWithScope(scope)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"  \"", "\"openid\"", "[]", "[\"openid\"]", "7", "{}", "null"})
    void otherScopesAreForbidden(String scope) {
        assertThat(listsWithScope(scope)).isEqualTo(403);
    }

    private static int listsWithScope(String scope) {
        return withToken(TestParts.oidc().sign("""
                        {"iss": "%s", "aud": "ssl-orders", "sub": "portal", "scope": %s, "account_id": "acme",
                         "iat": 1, "exp": 4102444800}""".formatted(TestParts.oidc().issuer(), scope)))
                .get("/ssl/orders")
                .statusCode();
    }

    @ParameterizedTest
    @EnumSource
    void aTokenForAnotherAudienceIsRefused(Operation operation) {
        invalid(operation.call(withToken(token(List.of("other-service"), CLAIMS, 600))), "audience");
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithoutTheScopeIsForbiddenWhatItLacks(Operation operation) {
        String others = String.join(
                " ",
                List.of(Scopes.READ, Scopes.RESEND, Scopes.CAPTURE).stream()
                        .filter(scope -> !scope.equals(operation.scope))
                        .toList());

        operation
                .call(withToken(token(AUDIENCE, Map.of("scope", others, "account_id", "acme"), 600)))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:ssl-orders:problem:insufficient-scope"))
                .body("requiredScope", equalTo(operation.scope))
                .header("WWW-Authenticate", containsString("scope=\"" + operation.scope + "\""));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CAPTURE")
    void aTokenWithoutAnAccountIsForbidden(Operation operation) {
        operation
                .call(withToken(token(AUDIENCE, Map.of("scope", CLAIMS.get("scope")), 600)))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:ssl-orders:problem:no-account"))
                .body("detail", containsString("account_id"));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWhoseAccountIsNoAccountIdIsForbidden(Operation operation) {
        for (Object account : List.of("", "two words", List.of("acme"), 17, Map.of("id", "acme"), "a".repeat(129))) {
            operation
                    .call(withToken(token(AUDIENCE, Map.of("scope", CLAIMS.get("scope"), "account_id", account), 600)))
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("urn:ssl-orders:problem:no-account"));
        }
    }

    @Test
    void aTokenThatNamesNoSubjectIsRefused() throws Exception {
        String claims =
                "{\"iss\":\"%s\",\"aud\":\"ssl-orders\",\"exp\":9999999999,\"scope\":\"ssl-orders:read\",\"account_id\":\"acme\"}"
                        .formatted(TestParts.oidc().issuer());

        invalid(Operation.LIST.call(withToken(TestParts.oidc().sign(claims))), "no subject");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" \"",
                "17",
                "[\"x\"]",
                "null",
                "\"a\\u0000b\"",
                "\"a\\nb\"",
                "\"a\\r\\nb\"",
                "\"a\\u001b[2Jb\"",
                "\"a\\u0085b\"",
                "\"a\\u2028b\"",
                "\"a\\u202eb\"",
                "\"a\\u200bb\"",
                "\"a\\ud800b\"",
                "\"LONG\""
            })
    void tokenWithUnusableSubjectIsRefused(String subject) {
        String token = TestParts.oidc().sign(claims(subject.replace("LONG", "x".repeat(256))));

        for (Operation operation : Operation.values()) {
            invalid(operation.call(withToken(token)), "subject");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "\"repo:acme/shop ref:main\"", "\"J\u00f6rg \ud83d\ude00\"", "\"LONG\""})
    void tokenWithPrintableSubjectIsAccepted(String subject) {
        String token = TestParts.oidc().sign(claims(subject.replace("LONG", "x".repeat(255))));

        Operation.LIST.call(withToken(token)).then().statusCode(200);
    }

    /** The account is the only other claim of which anything is kept. */
    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u001bb", "a\u2028b", "a\u202eb", "a\u0085b"})
    void tokenWithUnprintableAccountIsForbidden(String account) {
        for (Operation operation : Operation.values()) {
            operation
                    .call(withToken(token(AUDIENCE, Map.of("scope", CLAIMS.get("scope"), "account_id", account), 600)))
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("urn:ssl-orders:problem:no-account"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"act\":{\"sub\":\"a\\nb\"}",
                "\"azp\":\"a\\u0000b\"",
                "\"client_id\":\"a\\u001b[2Jb\"",
                "\"azp\":\"LONG\""
            })
    void tokenWithUnusableActorIsRefused(String claim) {
        String token = TestParts.oidc().sign(claims("\"x\"," + claim.replace("LONG", "x".repeat(256))));

        for (Operation operation : Operation.values()) {
            invalid(operation.call(withToken(token)), "actor");
        }
    }

    private static String claims(String subject) {
        return "{\"iss\":\"%s\",\"aud\":\"ssl-orders\",\"iat\":1,\"exp\":9999999999,\"scope\":\"%s\",\"account_id\":\"acme\",\"sub\":%s}"
                .formatted(TestParts.oidc().issuer(), CLAIMS.get("scope"), subject);
    }

    @Test
    void aTokenWithoutExpiryIsRefused() throws Exception {
        String claims =
                "{\"iss\":\"%s\",\"aud\":\"ssl-orders\",\"sub\":\"x\",\"scope\":\"ssl-orders:read\",\"account_id\":\"acme\"}"
                        .formatted(TestParts.oidc().issuer());

        invalid(Operation.LIST.call(withToken(TestParts.oidc().sign(claims))), "cannot be verified");
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() throws Exception {
        String claims =
                "{\"iss\":\"https://elsewhere.example\",\"aud\":\"ssl-orders\",\"sub\":\"x\",\"exp\":9999999999,\"scope\":\"ssl-orders:read\",\"account_id\":\"acme\"}";

        invalid(Operation.LIST.call(withToken(TestParts.oidc().sign(claims))), "trusted issuer");
    }

    @ParameterizedTest
    @EnumSource
    void anUnsignedTokenIsRefused(Operation operation) {
        String[] parts = token(AUDIENCE, CLAIMS, 600).split("\\.");
        String header = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}");

        invalid(operation.call(withToken(header + "." + parts[1] + ".")), "cannot be verified");
    }

    @ParameterizedTest
    @EnumSource
    void aTokenSignedWithThePublicKeyAsASecretIsRefused(Operation operation) throws Exception {
        String token = token(AUDIENCE, CLAIMS, 600);
        var key = new HttpsJwks(TestParts.oidc().issuer() + "/jwks")
                .getJsonWebKeys()
                .getFirst();
        JsonWebSignature forged = new JsonWebSignature();
        forged.setPayload(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        forged.setKeyIdHeaderValue(key.getKeyId());
        forged.setKey(new HmacKey(((PublicKey) key.getKey()).getEncoded()));

        invalid(operation.call(withToken(forged.getCompactSerialization())), "cannot be verified");
    }

    @Test
    void aTokenWithAChangedClaimIsRefused() {
        String[] parts = token(AUDIENCE, CLAIMS, 600).split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"acme\"", "\"globex\"");

        invalid(Operation.LIST.call(withToken(parts[0] + "." + base64(claims) + "." + parts[2])), "cannot be verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "....", "eyJhbGciOiJSUzI1NiJ9.e30.AA", "null"})
    void noiseIsNoToken(String noise) {
        Operation.LIST
                .call(withToken(noise))
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:ssl-orders:problem:unauthorized"))
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""));
    }

    @ParameterizedTest
    @CsvSource({"Basic YWNtZTphY21l", "Bearer", "bearer", "Token x"})
    void anotherSchemeIsNoToken(String authorization) {
        Operation.LIST
                .call(anonymous().header("Authorization", authorization))
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:ssl-orders:problem:unauthorized"));
    }

    private static String token(List<String> audience, Map<String, Object> claims, long expiresIn) {
        return TestParts.oidc().token("somebody", audience, claims, expiresIn);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void invalid(Response answer, String detail) {
        answer.then()
                .statusCode(401)
                .body("type", equalTo("urn:ssl-orders:problem:unauthorized"))
                .body("detail", containsString(detail))
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""));
    }
}
