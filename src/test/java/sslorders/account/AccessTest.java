package sslorders.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static sslorders.error.ErrorType.INSUFFICIENT_SCOPE;
import static sslorders.error.ErrorType.NO_ACCOUNT;
import static sslorders.error.ErrorType.UNAUTHORIZED;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
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
import sslorders.testing.ApiClient;
import sslorders.testing.ApiRequest;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** Access control: each operation rejects each kind of token that does not authorize it. */
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
        ONE_RESEND(Scopes.READ),
        ALL_RESENDS(Scopes.READ),
        EVENTS(Scopes.READ);

        private final String scope;

        Operation(String scope) {
            this.scope = scope;
        }

        Response call(ApiClient client) {
            ApiRequest request =
                    switch (this) {
                        case LIST -> client.orders();
                        case ONE -> client.order("1001");
                        case CAPTURE -> client.capture("1002", capture("1002"));
                        case PREVIEW -> client.preview("1001");
                        case RESEND -> client.resend("1001");
                        case HISTORY -> client.history("1001");
                        case ALL_RESENDS -> client.resends();
                        case EVENTS -> client.events();
                        case ONE_RESEND -> client.resend("1001", "01a20157-1c97-7dc5-a431-b608522149bf");
                    };
            return request.send();
        }
    }

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @AfterEach
    void assertNothingChanged() {
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
        assertThat(rows("select id from certificate_order")).containsExactly(Map.of("id", "1001"));
    }

    @ParameterizedTest
    @EnumSource
    void requestWithoutTokenIsUnauthorized(Operation operation) {
        operation
                .call(asAnonymous())
                .then()
                .spec(isProblem(UNAUTHORIZED))
                .header("WWW-Authenticate", equalTo("Bearer"));
    }

    @ParameterizedTest
    @EnumSource
    void expiredTokenIsUnauthorized(Operation operation) {
        assertInvalidToken(operation.call(asBearer(token(AUDIENCE, CLAIMS, -3600))), "has expired");
    }

    @Test
    void clockSkewOf30SecondsIsAccepted() {
        Instant now = Instant.now();
        assertThat(listStatus(now.plusSeconds(20), now.plusSeconds(600))).isEqualTo(200);
        assertThat(listStatus(now.minusSeconds(600), now.minusSeconds(20))).isEqualTo(200);
        assertThat(listStatus(now.plusSeconds(60), now.plusSeconds(600))).isEqualTo(401);
        assertThat(listStatus(now.minusSeconds(600), now.minusSeconds(60))).isEqualTo(401);
    }

    /** Times outside the ranges of {@code Instant} and {@code long}. */
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
    void timeClaimOutOfRangeIsNoServerError(String claim, String time, int status) {
        long now = Instant.now().getEpochSecond();
        Map<String, String> times = new HashMap<>(Map.of("iat", "" + now, "nbf", "" + now, "exp", "" + (now + 600)));
        times.put(claim, time);
        String claims = """
                {"iss": "%s", "aud": "ssl-orders", "sub": "portal", "scope": "ssl-orders:read", "account_id": "acme",
                 "iat": %s, "nbf": %s, "exp": %s}""".formatted(TestParts.oidc().issuer(), times.get("iat"), times.get("nbf"), times.get("exp"));
        ApiClient client = asBearer(TestParts.oidc().sign(claims));
        client.orders().then().statusCode(status);
        // The second request uses the token cache.
        client.orders().then().statusCode(status);
    }

    /** Returns the status of a list request with a token that is valid in this period. */
    private static int listStatus(Instant notBefore, Instant expiry) {
        String claims = """
                {"iss": "%s", "aud": "ssl-orders", "sub": "portal", "scope": "ssl-orders:read", "account_id": "acme",
                 "iat": %d, "nbf": %d, "exp": %d}""".formatted(
                        TestParts.oidc().issuer(),
                        notBefore.minusSeconds(600).getEpochSecond(),
                        notBefore.getEpochSecond(),
                        expiry.getEpochSecond());
        return asBearer(TestParts.oidc().sign(claims)).orders().send().statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"openid  ssl-orders:read\"",
                "\" ssl-orders:read\"",
                "\": ssl-orders:read\"",
                "[\"openid\", \"ssl-orders:read\"]"
            })
    void scopeAmongOthersIsGranted(String scope) {
        assertThat(listStatusWithScope(scope)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"  \"", "\"openid\"", "[]", "[\"openid\"]", "7", "{}", "null"})
    void tokenWithoutReadScopeIsForbidden(String scope) {
        assertThat(listStatusWithScope(scope)).isEqualTo(403);
    }

    private static int listStatusWithScope(String scope) {
        return asBearer(TestParts.oidc().sign("""
                        {"iss": "%s", "aud": "ssl-orders", "sub": "portal", "scope": %s, "account_id": "acme",
                         "iat": 1, "exp": 4102444800}""".formatted(TestParts.oidc().issuer(), scope)))
                .orders()
                .send()
                .statusCode();
    }

    @ParameterizedTest
    @EnumSource
    void tokenForOtherAudienceIsUnauthorized(Operation operation) {
        assertInvalidToken(operation.call(asBearer(token(List.of("other-service"), CLAIMS, 600))), "audience");
    }

    @ParameterizedTest
    @EnumSource
    void missingScopeIsForbiddenAndNamed(Operation operation) {
        String others = String.join(
                " ",
                List.of(Scopes.READ, Scopes.RESEND, Scopes.CAPTURE).stream()
                        .filter(scope -> !scope.equals(operation.scope))
                        .toList());

        operation
                .call(asBearer(token(AUDIENCE, Map.of("scope", others, "account_id", "acme"), 600)))
                .then()
                .spec(isProblem(INSUFFICIENT_SCOPE))
                .body("requiredScope", equalTo(operation.scope))
                .header("WWW-Authenticate", containsString("scope=\"" + operation.scope + "\""));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CAPTURE")
    void tokenWithoutAccountIsForbidden(Operation operation) {
        operation
                .call(asBearer(token(AUDIENCE, Map.of("scope", CLAIMS.get("scope")), 600)))
                .then()
                .spec(isProblem(NO_ACCOUNT))
                .body("detail", containsString("account_id"));
    }

    @ParameterizedTest
    @EnumSource
    void tokenWithInvalidAccountIsForbidden(Operation operation) {
        for (Object account : List.of("", "two words", List.of("acme"), 17, Map.of("id", "acme"), "a".repeat(129))) {
            operation
                    .call(asBearer(token(AUDIENCE, Map.of("scope", CLAIMS.get("scope"), "account_id", account), 600)))
                    .then()
                    .spec(isProblem(NO_ACCOUNT));
        }
    }

    @Test
    void tokenWithoutSubjectIsUnauthorized() throws Exception {
        String claims =
                "{\"iss\":\"%s\",\"aud\":\"ssl-orders\",\"exp\":9999999999,\"scope\":\"ssl-orders:read\",\"account_id\":\"acme\"}"
                        .formatted(TestParts.oidc().issuer());

        assertInvalidToken(Operation.LIST.call(asBearer(TestParts.oidc().sign(claims))), "no subject");
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
    void tokenWithInvalidSubjectIsUnauthorized(String subject) {
        String token = TestParts.oidc().sign(claims(subject.replace("LONG", "x".repeat(256))));

        for (Operation operation : Operation.values()) {
            assertInvalidToken(operation.call(asBearer(token)), "subject");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "\"repo:acme/shop ref:main\"", "\"J\u00f6rg \ud83d\ude00\"", "\"LONG\""})
    void tokenWithPrintableSubjectIsAccepted(String subject) {
        String token = TestParts.oidc().sign(claims(subject.replace("LONG", "x".repeat(255))));

        Operation.LIST.call(asBearer(token)).then().statusCode(200);
    }

    /** Besides subject and actor, the account is the only claim that the service stores. */
    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u001bb", "a\u2028b", "a\u202eb", "a\u0085b"})
    void tokenWithUnprintableAccountIsForbidden(String account) {
        for (Operation operation : Operation.values()) {
            operation
                    .call(asBearer(token(AUDIENCE, Map.of("scope", CLAIMS.get("scope"), "account_id", account), 600)))
                    .then()
                    .spec(isProblem(NO_ACCOUNT));
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
    void tokenWithInvalidActorIsUnauthorized(String claim) {
        String token = TestParts.oidc().sign(claims("\"x\"," + claim.replace("LONG", "x".repeat(256))));

        for (Operation operation : Operation.values()) {
            assertInvalidToken(operation.call(asBearer(token)), "actor");
        }
    }

    private static String claims(String subject) {
        return "{\"iss\":\"%s\",\"aud\":\"ssl-orders\",\"iat\":1,\"exp\":9999999999,\"scope\":\"%s\",\"account_id\":\"acme\",\"sub\":%s}"
                .formatted(TestParts.oidc().issuer(), CLAIMS.get("scope"), subject);
    }

    @Test
    void tokenWithoutExpiryIsUnauthorized() throws Exception {
        String claims =
                "{\"iss\":\"%s\",\"aud\":\"ssl-orders\",\"sub\":\"x\",\"scope\":\"ssl-orders:read\",\"account_id\":\"acme\"}"
                        .formatted(TestParts.oidc().issuer());

        assertInvalidToken(Operation.LIST.call(asBearer(TestParts.oidc().sign(claims))), "cannot be verified");
    }

    @Test
    void tokenOfOtherIssuerIsUnauthorized() throws Exception {
        String claims =
                "{\"iss\":\"https://elsewhere.example\",\"aud\":\"ssl-orders\",\"sub\":\"x\",\"exp\":9999999999,\"scope\":\"ssl-orders:read\",\"account_id\":\"acme\"}";

        assertInvalidToken(Operation.LIST.call(asBearer(TestParts.oidc().sign(claims))), "trusted issuer");
    }

    @ParameterizedTest
    @EnumSource
    void unsignedTokenIsUnauthorized(Operation operation) {
        String[] parts = token(AUDIENCE, CLAIMS, 600).split("\\.");
        String header = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}");

        assertInvalidToken(operation.call(asBearer(header + "." + parts[1] + ".")), "cannot be verified");
    }

    @ParameterizedTest
    @EnumSource
    void tokenSignedWithPublicKeyIsUnauthorized(Operation operation) throws Exception {
        String token = token(AUDIENCE, CLAIMS, 600);
        var key = new HttpsJwks(TestParts.oidc().issuer() + "/jwks")
                .getJsonWebKeys()
                .getFirst();
        JsonWebSignature forged = new JsonWebSignature();
        forged.setPayload(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        forged.setKeyIdHeaderValue(key.getKeyId());
        forged.setKey(new HmacKey(((PublicKey) key.getKey()).getEncoded()));

        assertInvalidToken(operation.call(asBearer(forged.getCompactSerialization())), "cannot be verified");
    }

    @Test
    void tokenWithChangedClaimIsUnauthorized() {
        String[] parts = token(AUDIENCE, CLAIMS, 600).split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"acme\"", "\"globex\"");

        assertInvalidToken(
                Operation.LIST.call(asBearer(parts[0] + "." + base64(claims) + "." + parts[2])), "cannot be verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "....", "eyJhbGciOiJSUzI1NiJ9.e30.AA", "null"})
    void malformedTokenIsUnauthorized(String token) {
        Operation.LIST
                .call(asBearer(token))
                .then()
                .spec(isProblem(UNAUTHORIZED))
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""));
    }

    @ParameterizedTest
    @CsvSource({"Basic YWNtZTphY21l", "Bearer", "bearer", "Token x"})
    void otherAuthorizationSchemeIsUnauthorized(String authorization) {
        asAnonymous().orders().header("Authorization", authorization).then().spec(isProblem(UNAUTHORIZED));
    }

    private static String token(List<String> audience, Map<String, Object> claims, long expiresIn) {
        return TestParts.oidc().token("portal", audience, claims, expiresIn);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertInvalidToken(Response response, String detail) {
        response.then()
                .spec(isProblem(UNAUTHORIZED))
                .body("detail", containsString(detail))
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""));
    }
}
