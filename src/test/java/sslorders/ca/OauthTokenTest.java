package sslorders.ca;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import sslorders.testing.ServiceTest;

/** Bearer tokens by OAuth2 client credentials, for every dialect that takes one. */
@QuarkusTest
class OauthTokenTest extends ServiceTest {
    private static final Request REQUEST = new Request(UUID.randomUUID(), "4711", "wildcard", "admin@acme.example");
    private static final NotExecuted NO_TOKEN = new NotExecuted("no token from the token endpoint", Optional.empty());

    @All
    @Inject
    List<Dialect> dialects;

    @BeforeEach
    void theCaTakesNoToken() {
        ca.wireMock()
                .stubFor(post(urlPathMatching("/oauth/.*"))
                        .atPriority(9)
                        .willReturn(aResponse().withStatus(401)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "trustico", "azure"})
    void aTokenIsFetchedOnceAndSentAsLongAsItLasts(String dialect) {
        tokens(token("first", 3600));
        theCaTakes("first", dialect);
        CertificateAuthority adapter = adapter(dialect);

        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);

        assertThat(tokenRequests()).hasSize(1);
        LoggedRequest request = tokenRequests().getFirst();
        // Of a-client:a-secret.
        assertThat(request.getHeader("Authorization")).isEqualTo("Basic YS1jbGllbnQ6YS1zZWNyZXQ=");
        assertThat(request.getBodyAsString().split("&")).contains("grant_type=client_credentials", "scope=one+two");
    }

    @Test
    void aTokenThatIsAboutToExpireIsReplaced() {
        tokens(token("first", 5));
        theCaTakes("first", "rest");
        CertificateAuthority adapter = adapter("rest");

        adapter.resendFulfillmentEmail(REQUEST);
        adapter.resendFulfillmentEmail(REQUEST);

        assertThat(tokenRequests()).hasSize(2);
    }

    @Test
    void aTokenThatTheCaRefusesIsReplacedOnce() {
        tokens(token("first", 3600), token("second", 3600));
        theCaTakes("second", "rest");
        CertificateAuthority adapter = adapter("rest");

        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
        assertThat(tokenRequests()).hasSize(2);
        assertThat(caCalls()).hasSize(2);
    }

    @Test
    void aCaThatRefusesTheNewTokenTooRefusesTheCredentials() {
        tokens(token("first", 3600));
        CertificateAuthority adapter = adapter("rest");

        assertThat(adapter.resendFulfillmentEmail(REQUEST))
                .isEqualTo(new Rejected(Reason.CREDENTIALS_REFUSED, Optional.of("401")));
        assertThat(tokenRequests()).hasSize(2);
        assertThat(caCalls()).hasSize(2);
    }

    @Test
    void manyCallsAtOnceFetchOneToken() throws Exception {
        tokens(token("first", 3600).withFixedDelay(200));
        theCaTakes("first", "rest");
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
    @CsvSource({"400, invalid_client", "401, invalid_client", "400, unauthorized_client", "400, invalid_scope"})
    void anEndpointThatRefusesTheClientRefusesTheCredentials(int status, String code) {
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
    void anEndpointThatGivesNoTokenIsAskedAgainLater(String body) {
        for (int status : new int[] {200, 400, 500, 503}) {
            tokens(aResponse().withStatus(status).withBody(body));

            assertThat(adapter("rest").resendFulfillmentEmail(REQUEST)).isEqualTo(NO_TOKEN);
        }
        assertThat(caCalls()).isEmpty();
    }

    @Test
    void anEndpointThatCannotBeReachedOrDoesNotAnswerIsAskedAgainLater() {
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
    void anEndpointThatIsBackIsUsed() {
        theCaTakes("first", "rest");
        CertificateAuthority adapter = adapter("rest");
        tokens(aResponse().withStatus(503));
        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isEqualTo(NO_TOKEN);

        tokens(token("first", 3600));
        assertThat(adapter.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
    }

    @Test
    void nothingOfTokensAndSecretsIsInTheLogs() {
        theCaTakes("second-token", "rest");
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

    /** What the token endpoint answers, in this order, the last again and again. */
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

    private void theCaTakes(String token, String dialect) {
        ResponseDefinitionBuilder success = dialect.equals("trustico")
                ? aResponse().withBody("{\"SuccessCode\": 1}")
                : aResponse().withStatus(204);
        ca.wireMock()
                .stubFor(post(urlPathMatching("/oauth/.*"))
                        .withHeader("Authorization", equalTo("Bearer " + token))
                        .willReturn(success));
    }

    private List<LoggedRequest> tokenRequests() {
        return ca.wireMock().findAll(postRequestedFor(urlEqualTo("/token")));
    }

    private List<LoggedRequest> caCalls() {
        return ca.wireMock().findAll(postRequestedFor(urlPathMatching("/oauth/.*")));
    }
}
