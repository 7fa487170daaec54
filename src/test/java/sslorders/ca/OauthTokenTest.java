package sslorders.ca;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.CertificateAuthority.Request;
import sslorders.ca.Outcome.Accepted;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.testing.LogRecorder;
import sslorders.testing.RawServer;
import sslorders.testing.ServiceTest;

/** Bearer tokens from OAuth2 client credentials, for every dialect that supports them. */
@QuarkusTest
class OauthTokenTest extends ServiceTest {
    private static final Request REQUEST = new Request(UUID.randomUUID(), "4711", "wildcard", "admin@acme.example");
    private static final NotExecuted NO_TOKEN = new NotExecuted("no token from the token endpoint", Optional.empty());

    @All
    @Inject
    List<Dialect> dialects;

    @BeforeEach
    void caRejectsEveryToken() {
        ca.wireMock()
                .stubFor(post(urlPathMatching("/oauth/.*"))
                        .atPriority(9)
                        .willReturn(aResponse().withStatus(401)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "trustico", "azure"})
    void tokenIsFetchedOnceForItsLifetime(String dialect) {
        tokens(token("first", 3600));
        caAccepts("first", dialect);
        CertificateAuthority adapter = adapter(dialect);

        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);

        assertThat(tokenRequests()).hasSize(1);
        LoggedRequest request = tokenRequests().getFirst();
        // Base64 of a-client:a-secret.
        assertThat(request.getHeader("Authorization")).isEqualTo("Basic YS1jbGllbnQ6YS1zZWNyZXQ=");
        assertThat(request.getBodyAsString().split("&")).contains("grant_type=client_credentials", "scope=one+two");
        assertThat(request.header("Accept-Encoding").values()).containsExactly("identity");
    }

    @Test
    void tokenThatIsAboutToExpireIsReplaced() {
        tokens(token("first", 5));
        caAccepts("first", "rest");
        CertificateAuthority adapter = adapter("rest");

        adapter.resendFulfillmentEmail(REQUEST);
        adapter.resendFulfillmentEmail(REQUEST);

        assertThat(tokenRequests()).hasSize(2);
    }

    @Test
    void tokenRejectedByTheCaIsReplacedOnce() {
        tokens(token("first", 3600), token("second", 3600));
        caAccepts("second", "rest");
        CertificateAuthority adapter = adapter("rest");

        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
        assertThat(tokenRequests()).hasSize(2);
        assertThat(caCalls()).hasSize(2);
    }

    @Test
    void secondRejectedTokenMeansRejectedCredentials() {
        tokens(token("first", 3600));
        CertificateAuthority adapter = adapter("rest");

        assertThat(adapter.resendFulfillmentEmail(REQUEST))
                .isEqualTo(new Rejected(Reason.CREDENTIALS_REFUSED, Optional.of("401")));
        assertThat(tokenRequests()).hasSize(2);
        assertThat(caCalls()).hasSize(2);
    }

    @Test
    void concurrentCallsFetchOneToken() throws Exception {
        tokens(token("first", 3600).withFixedDelay(200));
        caAccepts("first", "rest");
        CertificateAuthority adapter = adapter("rest");
        List<Future<Outcome>> outcomes = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                outcomes.add(threads.submit(() -> adapter.resendFulfillmentEmail(REQUEST)));
            }
        }

        for (Future<Outcome> outcome : outcomes) {
            assertThat(outcome.get()).isInstanceOf(Accepted.class);
        }
        assertThat(tokenRequests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_client",
        "401, invalid_client",
        "400, unauthorized_client",
        "400, invalid_grant",
        "400, invalid_scope",
        "403, access_denied"
    })
    void clientRejectionMeansRejectedCredentials(int status, String code) {
        tokens(aResponse().withStatus(status).withBody("{\"error\": \"" + code + "\"}"));

        assertThat(adapter("rest").resendFulfillmentEmail(REQUEST))
                .isEqualTo(new Rejected(Reason.CREDENTIALS_REFUSED, Optional.of(code)));
        assertThat(caCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"error\": \"temporarily_unavailable\"}",
                "{\"error\": \"MIIEvQIBADANBgkqhkiG9w0B\"}",
                "<html>"
            })
    void responseWithoutTokenIsNotExecuted(String body) {
        for (int status : new int[] {200, 400, 500, 503}) {
            tokens(aResponse().withStatus(status).withBody(body));

            assertThat(adapter("rest").resendFulfillmentEmail(REQUEST)).isEqualTo(NO_TOKEN);
        }
        assertThat(caCalls()).isEmpty();
    }

    @Test
    void unavailableEndpointIsNotExecutedAndRetriedLater() {
        assertThat(adapter("rest", Map.of("oauth.token-url", "http://localhost:9/token"))
                        .resendFulfillmentEmail(REQUEST))
                .isEqualTo(NO_TOKEN);
        tokens(aResponse().withFault(Fault.EMPTY_RESPONSE));
        assertThat(adapter("rest").resendFulfillmentEmail(REQUEST)).isEqualTo(NO_TOKEN);

        tokens(token("first", 3600).withFixedDelay(60_000));
        CertificateAuthority adapter = adapter("rest", Map.of("read-timeout", "100ms", "connect-timeout", "100ms"));
        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isEqualTo(NO_TOKEN);
        assertThat(caCalls()).isEmpty();
    }

    @Test
    void recoveredEndpointIsUsed() {
        caAccepts("first", "rest");
        CertificateAuthority adapter = adapter("rest");
        tokens(aResponse().withStatus(503));
        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isEqualTo(NO_TOKEN);

        tokens(token("first", 3600));
        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectOfTheEndpointIsNotFollowed(int status) {
        ca.wireMock().stubFor(any(urlPathMatching("/elsewhere.*")).willReturn(token("stolen", 3600)));
        caAccepts("stolen", "rest");
        tokens(aResponse()
                .withStatus(status)
                .withHeader("Location", ca.url() + "/elsewhere")
                .withBody("{\"error\": \"invalid_client\"}"));

        assertThat(adapter("rest").resendFulfillmentEmail(REQUEST)).isEqualTo(NO_TOKEN);
        assertThat(ca.calls()).noneMatch(call -> call.getUrl().startsWith("/elsewhere"));
        assertThat(caCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "' '",
                "'a b'",
                "'a\\nb'",
                "'a\\r\\nX: y'",
                "'a\\n'",
                "'\\u0000'",
                "'a\\u007f'",
                "'a\\tb'",
                "'t\u00f6ken'",
                "'a\\u2028b'",
                "1",
                "true",
                "null",
                "['a']",
                "{'a': 'b'}",
                "'a', 'access_token': 'b'",
                "'a', 'token_type': 'mac'",
                "'a', 'token_type': ''",
                "'a', 'token_type': 7",
            })
    void unusableTokenIsNotExecuted(String token) {
        tokens(aResponse().withBody(("{'access_token': " + token + ", 'expires_in': 3600}").replace('\'', '"')));

        assertThat(adapter("rest").resendFulfillmentEmail(REQUEST)).isEqualTo(NO_TOKEN);
        assertThat(caCalls()).isEmpty();
    }

    @Test
    void tokenHasAtMost8192Characters() {
        String longest = "x".repeat(8192);
        tokens(token(longest + "x", 3600));
        assertThat(adapter("rest").resendFulfillmentEmail(REQUEST)).isEqualTo(NO_TOKEN);

        tokens(token(longest, 3600));
        adapter("rest").resendFulfillmentEmail(REQUEST);
        assertThat(caCalls()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"expires_in\": null"})
    void tokenWithoutLifetimeIsKept(String lifetime) {
        assertThat(fetchesOfTwoCalls(lifetime)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "\"3600\"", "99999999999999999999999999", "9223372036854775807"})
    void readableLifetimeIsUsed(String lifetime) {
        assertThat(fetchesOfTwoCalls(", \"expires_in\": " + lifetime)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "-99999999999999999999", "\"soon\"", "\"\"", "3600.5", "1e9", "true", "[3600]", "{}"})
    void tokenWithUnreadableLifetimeServesOneCall(String lifetime) {
        assertThat(fetchesOfTwoCalls(", \"expires_in\": " + lifetime)).isEqualTo(2);
    }

    private int fetchesOfTwoCalls(String lifetime) {
        tokens(aResponse().withBody("{\"access_token\": \"first\"" + lifetime + "}"));
        caAccepts("first", "rest");
        CertificateAuthority adapter = adapter("rest");
        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
        return tokenRequests().size();
    }

    @Test
    void tokenIsReplacedAtExpiryAndAfterADay() {
        tokens(token("first", 3600));
        caAccepts("first", "rest");
        CertificateAuthority adapter = adapter("rest");
        adapter.resendFulfillmentEmail(REQUEST);
        clock.set(clock.instant().plus(Duration.ofMinutes(59)));
        adapter.resendFulfillmentEmail(REQUEST);
        assertThat(tokenRequests()).hasSize(1);
        clock.set(clock.instant().plus(Duration.ofMinutes(1)));
        tokens(token("first", Integer.MAX_VALUE));
        adapter.resendFulfillmentEmail(REQUEST);
        assertThat(tokenRequests()).hasSize(2);

        clock.set(clock.instant().plus(Duration.ofDays(1)));
        adapter.resendFulfillmentEmail(REQUEST);
        assertThat(tokenRequests()).hasSize(3);
    }

    @Test
    void lostOrLargeTokenResponseIsNotExecutedAndClosed() {
        for (RawServer.Script script : List.<RawServer.Script>of(
                RawServer.Connection::reset,
                connection -> {},
                connection -> connection.send(RawServer.head(200, "Content-Length: 19")),
                connection -> connection.send(RawServer.head(401, "Transfer-Encoding: chunked") + "9\r\n{\"error\""),
                connection -> {
                    connection.send(RawServer.head(200, "Transfer-Encoding: chunked"));
                    connection.drip("1000\r\n" + " ".repeat(4096) + "\r\n");
                })) {
            try (RawServer server = new RawServer(connection -> {
                connection.request();
                script.play(connection);
            })) {
                assertThat(adapter("rest", Map.of("oauth.token-url", server.url() + "/token", "read-timeout", "300ms"))
                                .resendFulfillmentEmail(REQUEST))
                        .isEqualTo(NO_TOKEN);
                await().until(server::isLeft);
            }
        }
        assertThat(caCalls()).isEmpty();
    }

    @Test
    void hangingEndpointDelaysCallersUpToTheLongestCall() throws Exception {
        try (RawServer server = new RawServer("https", ServerSocketFactory.getDefault(), connection -> {});
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CertificateAuthority adapter =
                    adapter("rest", Map.of("oauth.token-url", server.url(), "connect-timeout", "200ms"));
            long start = System.nanoTime();
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                outcomes.add(threads.submit(() -> adapter.resendFulfillmentEmail(REQUEST)));
            }
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isEqualTo(NO_TOKEN);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(adapter.longestCall());
            await().until(server::isLeft);
        }
    }

    @Test
    void caAndTokenEndpointAreCalledThroughTheProxy() {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (RawServer proxy = new RawServer(connection -> {
            String request = connection.request();
            requests.add(request.substring(0, request.indexOf(" HTTP/")));
            connection.send(
                    request.contains("/token")
                            ? RawServer.reply(200, "{\"access_token\": \"t\"}")
                            : RawServer.reply(204, ""));
        })) {
            System.setProperty("quarkus.rest-client.proxy-address", proxy.url().substring("http://".length()));
            CertificateAuthority adapter = adapter("rest");
            assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
        } finally {
            System.clearProperty("quarkus.rest-client.proxy-address");
        }
        assertThat(requests)
                .containsExactly(
                        "POST " + ca.url() + "/token",
                        "POST " + ca.url() + "/oauth/orders/4711/fulfillment-email/resend");
        assertThat(ca.calls()).isEmpty();
    }

    @Test
    void logsHaveNoTokensAndSecrets() {
        caAccepts("second-token", "rest");
        try (LogRecorder log = new LogRecorder()) {
            tokens(token("first-token", 3600), token("second-token", 3600));
            adapter("rest").resendFulfillmentEmail(REQUEST);
            tokens(aResponse().withStatus(400).withBody("{\"error\": \"x\", \"hint\": \"a-secret\"}"));
            adapter("rest").resendFulfillmentEmail(REQUEST);

            assertThat(log.text())
                    .isNotEmpty()
                    .doesNotContain("a-secret", "first-token", "second-token", "YS1jbGllbnQ6");
        }
    }

    private CertificateAuthority adapter(String dialect) {
        return adapter(dialect, Map.of());
    }

    private CertificateAuthority adapter(String dialect, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "dialect",
                dialect,
                "url",
                ca.url() + "/oauth",
                "oauth.token-url",
                ca.url() + "/token",
                "oauth.client-id",
                "a-client",
                "oauth.client-secret",
                "a-secret",
                "oauth.scope",
                "one two"));
        if (dialect.equals("azure")) {
            properties.put("options.subscription", "s");
            properties.put("options.resourcegroup", "r");
        }
        properties.putAll(more);
        return dialects.stream()
                .filter(candidate -> candidate.name().equals(dialect))
                .findFirst()
                .orElseThrow()
                .adapt(CaConfigs.settings("tested", properties));
    }

    private static ResponseDefinitionBuilder token(String value, int expiresIn) {
        return aResponse()
                .withHeader("Content-Type", "application/json")
                .withBody("{\"access_token\": \"" + value + "\", \"token_type\": \"Bearer\", \"expires_in\": "
                        + expiresIn + "}");
    }

    /** Stubs the responses of the token endpoint in this order; the last response is repeated. */
    private void tokens(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            ca.wireMock()
                    .stubFor(post(urlEqualTo("/token"))
                            .inScenario("tokens " + answers.length)
                            .whenScenarioStateIs(i == 0 ? "Started" : "answer " + i)
                            .willSetStateTo("answer " + Math.min(i + 1, answers.length - 1))
                            .willReturn(answers[i]));
        }
        if (answers.length == 1) {
            ca.wireMock().stubFor(post(urlEqualTo("/token")).willReturn(answers[0]));
        }
    }

    private void caAccepts(String token, String dialect) {
        ResponseDefinitionBuilder success = dialect.equals("trustico")
                ? aResponse().withBody("{\"SuccessCode\": 1}")
                : aResponse().withStatus(204);
        ca.wireMock()
                .stubFor(post(urlPathMatching("/oauth/.*"))
                        .withHeader("Authorization", equalTo("Bearer " + token))
                        .willReturn(success));
        // The reading call of {@code azure}.
        ca.wireMock()
                .stubFor(post(urlPathMatching("/oauth/.*/retrieveEmailHistory"))
                        .withHeader("Authorization", equalTo("Bearer " + token))
                        .willReturn(aResponse()
                                .withBody("[{\"emailId\": \"admin@acme.example\","
                                        + " \"timeStamp\": \"2026-01-02T10:00:00Z\"}]")));
    }

    private List<LoggedRequest> tokenRequests() {
        return ca.wireMock().findAll(postRequestedFor(urlEqualTo("/token")));
    }

    private List<LoggedRequest> caCalls() {
        return ca.wireMock().findAll(postRequestedFor(urlPathMatching("/oauth/.*")));
    }
}
