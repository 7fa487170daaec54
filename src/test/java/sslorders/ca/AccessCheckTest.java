package sslorders.ca;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static sslorders.ca.CheckStep.Kind.CONNECTION;
import static sslorders.ca.CheckStep.Kind.NAME;
import static sslorders.ca.CheckStep.Kind.READ;
import static sslorders.ca.CheckStep.Kind.TLS;
import static sslorders.ca.CheckStep.Kind.TOKEN;
import static sslorders.ca.CheckStep.Result.FAILED;
import static sslorders.ca.CheckStep.Result.NOT_PROVEN;
import static sslorders.ca.CheckStep.Result.PROVEN;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

/** The check of a CA, for every dialect: its steps, and the absence of resend calls and secrets. */
@QuarkusTest
class AccessCheckTest extends ServiceTest {
    private static final Optional<String> ORDER = Optional.of("4711");

    private static final Map<String, Map<String, String>> CREDENTIALS = Map.of(
            "rest", Map.of("credentials.token", "sandbox-ca-token"),
            "godaddy",
                    Map.of(
                            "credentials.key", "sandbox-godaddy-key",
                            "credentials.secret", "sandbox-godaddy-secret",
                            "options.templates", "CertificateIssued"),
            "namecheap",
                    Map.of(
                            "credentials.user", "sandbox-user",
                            "credentials.key", "sandbox-namecheap-key",
                            "credentials.clientip", "192.0.2.1"),
            "opensrs", Map.of("credentials.user", "sandbox-reseller", "credentials.key", "sandbox-opensrs-key"),
            "trustico", Map.of("credentials.token", "sandbox.trustico.token"),
            "geotrust",
                    Map.of(
                            "credentials.partnercode", "sandbox-partner",
                            "credentials.username", "sandbox-user",
                            "credentials.password", "sandbox-geotrust-password"),
            "softlayer", Map.of("credentials.user", "sandbox-user", "credentials.key", "sandbox-softlayer-key"),
            "azure",
                    Map.of(
                            "credentials.token", "sandbox.azure.token",
                            "options.subscription", "00000000-0000-0000-0000-000000000000",
                            "options.resourcegroup", "sandbox"),
            "ispapi", Map.of("credentials.user", "sandbox-user", "credentials.password", "sandbox-ispapi-password"),
            "enom", Map.of("credentials.user", "sandbox-user", "credentials.password", "sandbox-enom-password"));

    /** Dialects that prove the credentials without an order. */
    private static final Set<String> ALWAYS = Set.of("rest", "namecheap", "softlayer");

    /** Dialects that prove the credentials with an order only. */
    private static final Set<String> WITH_ORDER = Set.of("godaddy", "opensrs", "azure");

    @All
    @Inject
    List<Dialect> dialects;

    static Set<String> dialects() {
        return CREDENTIALS.keySet();
    }

    static Set<String> readingDialects() {
        return dialects().stream()
                .filter(dialect -> ALWAYS.contains(dialect) || WITH_ORDER.contains(dialect))
                .collect(Collectors.toSet());
    }

    @Test
    void everyDialectIsTested() {
        assertThat(dialects).extracting(Dialect::name).containsExactlyInAnyOrderElementsOf(dialects());
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void orderIsReadIfTheDialectCanReadOrders(String dialect) {
        List<CheckStep> steps = check(dialect, Map.of(), ORDER);

        assertThat(steps).extracting(CheckStep::kind).containsExactly(NAME, CONNECTION, TLS, READ);
        assertThat(result(steps, NAME)).isEqualTo(PROVEN);
        assertThat(result(steps, CONNECTION)).isEqualTo(PROVEN);
        assertThat(result(steps, TLS)).isEqualTo(NOT_PROVEN);
        assertThat(result(steps, READ)).isEqualTo(readingDialects().contains(dialect) ? PROVEN : NOT_PROVEN);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void withoutOrderOnlyTheAccountIsRead(String dialect) {
        List<CheckStep> steps = check(dialect, Map.of(), Optional.empty());

        assertThat(result(steps, READ)).isEqualTo(ALWAYS.contains(dialect) ? PROVEN : NOT_PROVEN);
        assertThat(detail(steps, READ))
                .contains(
                        ALWAYS.contains(dialect)
                                ? "the CA"
                                : WITH_ORDER.contains(dialect) ? "needs an order" : "no harmless read");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void noCheckRequestsAResend(String dialect) {
        check(dialect, Map.of(), ORDER);
        check(dialect, Map.of(), Optional.empty());
        check(dialect, wrong(dialect), ORDER);
        for (int status : new int[] {200, 401, 404, 429, 500}) {
            answer(aResponse().withStatus(status));
            check(dialect, Map.of(), ORDER);
        }

        assertThat(ca.calls()).noneMatch(AccessCheckTest::isResend);
        assertThat(ca.calls().isEmpty()).isEqualTo(!readingDialects().contains(dialect));
    }

    /** A resend of any dialect has this word in its path or body; OPTIONS has no effect. */
    private static boolean isResend(LoggedRequest call) {
        return !call.getMethod().equals(RequestMethod.OPTIONS)
                && (call.getUrl() + call.getBodyAsString())
                        .toLowerCase(Locale.ROOT)
                        .contains("resend");
    }

    @ParameterizedTest
    @MethodSource("readingDialects")
    void wrongCredentialsFailTheRead(String dialect) {
        List<CheckStep> steps = check(dialect, wrong(dialect), ORDER);

        assertThat(result(steps, READ)).isEqualTo(FAILED);
        assertThat(detail(steps, READ)).startsWith("the CA rejected the credentials");
    }

    @ParameterizedTest
    @MethodSource("readingDialects")
    void inconclusiveResponseFailsTheRead(String dialect) {
        for (ResponseDefinitionBuilder answer : List.of(
                aResponse().withStatus(500),
                aResponse().withStatus(200).withBody("<html>Please log in</html>"),
                aResponse().withStatus(302).withHeader("Location", "https://login.example"))) {
            answer(answer);
            boolean isStatusOnly = dialect.equals("rest") && answer.build().getStatus() == 200;

            assertThat(result(check(dialect, Map.of(), ORDER), READ)).isEqualTo(isStatusOnly ? PROVEN : FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("readingDialects")
    void throttledReadProvesNothing(String dialect) {
        answer(aResponse().withStatus(429));

        assertThat(result(check(dialect, Map.of(), ORDER), READ)).isEqualTo(NOT_PROVEN);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void noDetailHasASecretOrPartOfABody(String dialect) {
        Set<String> secrets = CREDENTIALS.get(dialect).entrySet().stream()
                .filter(property -> property.getKey().startsWith("credentials."))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        String body = "{\"code\": \"" + String.join(" ", secrets) + "\", \"error\": \"MIIEvQIBADAN\"}";
        for (int status : new int[] {200, 400, 401, 404, 409, 500}) {
            answer(aResponse().withStatus(status).withBody(body));
            List<CheckStep> steps = check(dialect, Map.of(), ORDER);

            assertThat(steps.toString()).doesNotContain(secrets).doesNotContain("MIIEvQIBADAN");
        }
    }

    @Test
    void templateTypesOfTheHistoryAreListed() {
        assertThat(detail(check("godaddy", Map.of(), ORDER), READ))
                .isEqualTo("the history has 3 e-mails with the template types"
                        + " [DomainControlValidation, CertificateIssued]; configured: [CertificateIssued]");
    }

    @Test
    void unknownOrderFailsTheRead() {
        answer(aResponse().withStatus(404).withBody("{\"code\": \"NOT_FOUND\"}"));

        assertThat(step(check("godaddy", Map.of(), ORDER), READ))
                .isEqualTo(CheckStep.failed(READ, "the CA rejected the request: order-not-found (code NOT_FOUND)"));
    }

    @ParameterizedTest
    @CsvSource({
        "200, PROVEN",
        "204, PROVEN",
        "401, FAILED",
        "403, FAILED",
        "404, FAILED",
        "405, NOT_PROVEN",
        "501, NOT_PROVEN"
    })
    void statusOfOptionsDecides(int status, CheckStep.Result result) {
        answer(aResponse().withStatus(status));

        assertThat(result(check("rest", Map.of(), Optional.empty()), READ)).isEqualTo(result);
    }

    @Test
    void refusedConnectionEndsTheCheck() {
        List<CheckStep> steps = check("rest", Map.of("url", "http://localhost:9"), ORDER);

        assertThat(results(steps)).containsExactly(PROVEN, FAILED, NOT_PROVEN, NOT_PROVEN);
        assertThat(detail(steps, CONNECTION)).startsWith("connection failed: ");
        assertThat(detail(steps, READ)).startsWith("not attempted");
    }

    @Test
    void unknownHostEndsTheCheck() {
        List<CheckStep> steps = check("rest", Map.of("url", "https://ca.invalid"), ORDER);

        assertThat(results(steps)).containsExactly(FAILED, NOT_PROVEN, NOT_PROVEN, NOT_PROVEN);
        assertThat(detail(steps, NAME)).endsWith(" ca.invalid");
    }

    @Test
    void proxyResolvesTheName() {
        List<CheckStep> steps =
                check("rest", Map.of("url", "https://ca.invalid", "proxy.host", "localhost", "proxy.port", "9"), ORDER);

        assertThat(results(steps)).containsExactly(NOT_PROVEN, FAILED, NOT_PROVEN, NOT_PROVEN);
        assertThat(detail(steps, NAME)).endsWith("the proxy localhost:9 resolves the name");
    }

    @Test
    void limitOfCallsPerMinuteAppliesToTheCheck() {
        CertificateAuthority adapter = adapter("rest", Map.of("calls-per-minute", "1"));
        adapter.check(ORDER);

        assertThat(result(adapter.check(ORDER), READ)).isEqualTo(NOT_PROVEN);
        assertThat(ca.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "trustico", "azure"})
    void tokenIsFetchedAndUsed(String dialect) {
        tokens(aResponse().withBody("{\"access_token\": \"" + tokenOf(dialect) + "\", \"expires_in\": 3600}"));
        List<CheckStep> steps = check(dialect, oauth(), ORDER);

        assertThat(steps).extracting(CheckStep::kind).containsExactly(NAME, CONNECTION, TLS, TOKEN, READ);
        assertThat(detail(steps, TOKEN)).isEqualTo("the token endpoint issued a token until 2026-11-22T09:59:50Z");
        assertThat(result(steps, READ)).isEqualTo(dialect.equals("trustico") ? NOT_PROVEN : PROVEN);
        assertThat(steps.toString()).doesNotContain(tokenOf(dialect), "a-secret");
    }

    @ParameterizedTest
    @CsvSource({"401, invalid_client, 'status 401, invalid_client'", "500, oops a-secret, status 500"})
    void rejectedClientFailsTheTokenStep(int status, String error, String cause) {
        tokens(aResponse().withStatus(status).withBody("{\"error\": \"" + error + "\"}"));
        List<CheckStep> steps = check("azure", oauth(), ORDER);

        assertThat(step(steps, TOKEN)).isEqualTo(CheckStep.failed(TOKEN, "token endpoint: " + cause));
        assertThat(detail(steps, READ)).startsWith("not attempted");
    }

    @Test
    void unavailableTokenEndpointHasItsCause() {
        Map<String, String> properties = new HashMap<>(oauth());
        properties.put("oauth.token-url", "http://localhost:9/token");

        assertThat(detail(check("rest", properties, ORDER), TOKEN)).isEqualTo("token endpoint: connection failed");
    }

    private void answer(ResponseDefinitionBuilder answer) {
        ca.wireMock().stubFor(any(anyUrl()).atPriority(1).willReturn(answer));
    }

    private void tokens(ResponseDefinitionBuilder answer) {
        ca.wireMock().stubFor(post(urlEqualTo("/token")).willReturn(answer));
    }

    private Map<String, String> oauth() {
        return Map.of(
                "oauth.token-url", ca.url() + "/token",
                "oauth.client-id", "a-client",
                "oauth.client-secret", "a-secret");
    }

    private static String tokenOf(String dialect) {
        return CREDENTIALS.get(dialect).get("credentials.token");
    }

    private static Map<String, String> wrong(String dialect) {
        return CREDENTIALS.get(dialect).keySet().stream()
                .filter(property -> property.matches("credentials\\.(token|key|password)"))
                .collect(Collectors.toMap(property -> property, property -> "wrong"));
    }

    private List<CheckStep> check(String dialect, Map<String, String> more, Optional<String> order) {
        return adapter(dialect, more).check(order);
    }

    private CertificateAuthority adapter(String dialect, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(CREDENTIALS.get(dialect));
        properties.put("dialect", dialect);
        properties.put("url", ca.url() + "/" + dialect);
        properties.putAll(more);
        if (more.containsKey("oauth.token-url")) {
            properties.remove("credentials.token");
        }
        return dialects.stream()
                .filter(candidate -> candidate.name().equals(dialect))
                .findFirst()
                .orElseThrow()
                .adapt(CaConfigs.settings("tested", properties));
    }

    private static List<CheckStep.Result> results(List<CheckStep> steps) {
        return steps.stream().map(CheckStep::result).toList();
    }

    private static CheckStep.Result result(List<CheckStep> steps, CheckStep.Kind kind) {
        return step(steps, kind).result();
    }

    private static String detail(List<CheckStep> steps, CheckStep.Kind kind) {
        return step(steps, kind).detail();
    }

    private static CheckStep step(List<CheckStep> steps, CheckStep.Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).findFirst().orElseThrow();
    }
}
