package sslorders.ca;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.CertificateAuthority.Request;
import sslorders.ca.Outcome.Accepted;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.ca.Outcome.Unknown;
import sslorders.testing.LogRecorder;
import sslorders.testing.RawServer;
import sslorders.testing.RawServer.Script;
import sslorders.testing.ServiceTest;

/**
 * The tests that every adapter must pass. They use the sandbox's stub, at the path of the dialect's name. A test
 * replaces the response to the one call that may send an e-mail.
 */
public abstract class CertificateAuthorityContract extends ServiceTest {
    /** Part of every response body in tests that search for traces of a body. */
    private static final String SECRET_OF_THE_CA = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC";

    @All
    @Inject
    List<Dialect> dialects;

    /** Name of the dialect. */
    protected abstract String dialect();

    /** Configuration that the sandbox's stub requires in addition to dialect, URL and timeouts. */
    protected abstract Map<String, String> properties();

    /** The call that may send an e-mail. The stub responds to all other calls as in the sandbox. */
    protected abstract MappingBuilder theCall();

    /** Response body of a reading call, if one precedes the call that may send an e-mail. */
    protected String preparation() {
        return "";
    }

    /** Returns whether a request is the reading call. */
    protected boolean isPreparation(String request) {
        return request.startsWith("GET ");
    }

    /** How the adapter ensures that the recipient is correct. */
    protected RecipientCheck recipientCheck() {
        return RecipientCheck.NOT_CHECKABLE;
    }

    /** Response body of a success. */
    protected abstract String success();

    /** Response of a CA that accepts. */
    protected Outcome acceptance() {
        return new Accepted(Optional.empty());
    }

    /** Response of a CA that rejects the credentials. */
    protected ResponseDefinitionBuilder credentialsRefused() {
        return aResponse().withStatus(401);
    }

    /** Response of a CA that throttles the call. */
    protected ResponseDefinitionBuilder throttled() {
        return aResponse().withStatus(429);
    }

    /** Responses with which the CA reports an internal failure, in every form. */
    protected abstract List<ResponseDefinitionBuilder> ownFailures();

    /** Responses that contradict themselves. */
    protected List<ResponseDefinitionBuilder> contradictions() {
        return List.of();
    }

    /** Responses with which the CA rejects the request, with the reason. */
    protected abstract List<Refusal> refusals();

    /** Responses with status 200 that do not mean success, with their meaning. */
    protected abstract Refusal errorInside();

    /** Meaning of status 200 without a body. */
    protected Class<? extends Outcome> emptyBody() {
        return Unknown.class;
    }

    /** A response that is not a success. */
    public record Refusal(ResponseDefinitionBuilder reply, Outcome outcome) {

        public static Refusal of(ResponseDefinitionBuilder reply, Reason reason, String code) {
            return new Refusal(reply, new Rejected(reason, Optional.ofNullable(code)));
        }

        private Optional<String> code() {
            return outcome instanceof Rejected rejected ? rejected.caCode() : Optional.empty();
        }
    }

    @Test
    void acceptedResendIsRequestedOnce() {
        assertThat(resend()).isEqualTo(acceptance());
        assertThat(mailCalls()).hasSize(1);
    }

    @Test
    void recipientCheckMatchesTheSendingCall() {
        resend();

        assertThat(adapter().recipientCheck()).isEqualTo(recipientCheck());
        String sent = mailCalls().getFirst().getUrl() + body(mailCalls().getFirst());
        assertThat(sent.contains(request().recipient())).isEqualTo(recipientCheck() == RecipientCheck.SENT_ALONG);
    }

    @Test
    void documentedRejectionHasItsReason() {
        assertThat(refusals()).isNotEmpty();
        for (Refusal refusal : refusals()) {
            answer(refusal.reply());

            assertThat(resend()).as(refusal.outcome().toString()).isEqualTo(refusal.outcome());
        }
    }

    @Test
    void meaningOfACodeCanBeConfigured() {
        Refusal coded = refusals().stream()
                .filter(refusal -> refusal.code().isPresent())
                .findFirst()
                .orElseThrow();
        String code = coded.code().orElseThrow();
        answer(coded.reply());

        assertThat(adapter(Map.of("options.codes", code + "=not-supported")).resendFulfillmentEmail(request()))
                .isEqualTo(new Rejected(Reason.NOT_SUPPORTED, Optional.of(code)));
    }

    @Test
    void rejectedCredentialsDifferFromOtherRejections() {
        answer(credentialsRefused());

        assertThat(resend())
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED));
    }

    @Test
    void internalFailureOfTheCaIsUnknown() {
        for (ResponseDefinitionBuilder failure : ownFailures()) {
            answer(failure);

            assertThat(resend()).as(failure.build().getBody()).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void contradictoryResponseIsUnknown() {
        for (ResponseDefinitionBuilder contradiction : contradictions()) {
            answer(contradiction);

            assertThat(resend()).as(contradiction.build().getBody()).isInstanceOf(Unknown.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409})
    void gatewayErrorPageHasReasonOther(int status) {
        answer(aResponse().withStatus(status).withBody("<html><body>nginx</body></html>"));

        assertThat(resend()).isEqualTo(new Rejected(Reason.OTHER, Optional.of(String.valueOf(status))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1000000", "99999999999999999999", "-1", "soon", "", "1.5", "Sun, 99 Nov 2026 09:00:00 GMT"})
    void unreadableRetryAfterStillDelaysTheRetry(String wait) {
        answer(aResponse().withStatus(503).withHeader("Retry-After", wait));

        assertThat(resend()).isEqualTo(new NotExecuted("status 503", Optional.of(RetryAfter.UNREADABLE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 199})
    void interimResponseIsSkipped(int status) {
        String interim = "HTTP/1.1 " + status + " Interim\r\nLink: </x>; rel=preload\r\n\r\n";
        try (RawServer server = server(connection -> connection.send(interim + interim + RawServer.reply(403, "")))) {
            assertThat(adapter(server.url(), "10s", Map.of()).resendFulfillmentEmail(request()))
                    .isEqualTo(new Rejected(Reason.CREDENTIALS_REFUSED, Optional.of("403")));
        }
    }

    @Test
    void everyCallHasUserAgentWithVersion() {
        resend();

        assertThat(ca.calls())
                .isNotEmpty()
                .allMatch(call -> call.getHeader("User-Agent").matches("ssl-orders/[0-9].*"));
    }

    @Test
    void throttledCallIsNotExecuted() {
        answer(throttled());

        assertThat(resend()).isInstanceOf(NotExecuted.class);
    }

    @Test
    void callOverTheRateIsNotExecuted() {
        CertificateAuthority adapter = adapter(Map.of("calls-per-minute", "2"));
        adapter.resendFulfillmentEmail(request());
        adapter.resendFulfillmentEmail(request());

        assertThat(adapter.resendFulfillmentEmail(request()))
                .isInstanceOfSatisfying(
                        NotExecuted.class,
                        over -> assertThat(over.isThrottled()).isTrue());
        assertThat(ca.calls()).hasSize(2);
    }

    @Test
    void status503WithRetryAfterDelaysTheRetry() {
        answer(aResponse().withStatus(503).withHeader("Retry-After", "120"));

        assertThat(resend()).isEqualTo(new NotExecuted("status 503", Optional.of(Duration.ofSeconds(120))));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 408})
    void inconclusiveStatusIsUnknown(int status) {
        answer(aResponse().withStatus(status).withBody("Internal Server Error"));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @Test
    void errorInsideStatus200IsNoSuccess() {
        answer(errorInside().reply());

        assertThat(resend()).isEqualTo(errorInside().outcome());
    }

    @Test
    void status200WithoutBodyHasTheMeaningOfTheDialect() {
        answer(aResponse().withStatus(200));

        assertThat(resend()).isInstanceOf(emptyBody());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Please log in</body></html>",
                "<html>",
                "{}{}",
                "[]",
                "null",
                "OK",
                "<?xml version='1.0'?><x/>",
                "\u0000\u0001\u0002"
            })
    void unreadableBodyIsUnknown(String garbage) {
        answer(aResponse().withStatus(200).withBody(garbage));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @Test
    void truncatedSuccessIsUnknown() {
        String whole = success();
        for (int length : new int[] {1, whole.length() / 2, whole.length() - 1}) {
            answer(aResponse().withStatus(200).withBody(whole.substring(0, length)));

            assertThat(resend()).as("the first " + length + " characters").isInstanceOf(Unknown.class);
        }
    }

    @Test
    void everyCallAcceptsNoContentEncoding() {
        assertThat(resend()).isEqualTo(acceptance());

        assertThat(ca.calls())
                .isNotEmpty()
                .allSatisfy(call ->
                        assertThat(call.header("Accept-Encoding").values()).containsExactly("identity"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity, gzip"})
    void gzipResponseIsRead(String encoding) {
        answer(aResponse().withStatus(200).withBody(success()));
        Outcome plain = resend();

        answer(encoded(encoding, gzip(success())));
        assertThat(resend()).isEqualTo(plain);
    }

    @Test
    void gzipResponseToReadingCallIsRead() {
        if (!preparation().isEmpty()) {
            ca.wireMock().stubFor(get(anyUrl()).atPriority(1).willReturn(encoded("gzip", gzip(preparation()))));
        }

        assertThat(resend()).isEqualTo(acceptance());
    }

    @Test
    void unreadableContentEncodingIsUnknown() {
        byte[] whole = gzip(success());
        answer(encoded("br", whole));
        assertThat(resend()).isInstanceOf(Unknown.class);
        answer(encoded("gzip, gzip", whole));
        assertThat(resend()).isInstanceOf(Unknown.class);
        answer(encoded("gzip", success().getBytes(StandardCharsets.UTF_8)));
        assertThat(resend()).isInstanceOf(Unknown.class);
        answer(encoded("gzip", Arrays.copyOf(whole, whole.length - 5)));
        assertThat(resend()).isInstanceOf(Unknown.class);
        answer(encoded("gzip", gzip(" ".repeat(2_000_000) + success())));
        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    private static ResponseDefinitionBuilder encoded(String encoding, byte[] body) {
        return aResponse()
                .withStatus(200)
                .withHeader("Content-Encoding", encoding)
                .withBody(body);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    @Test
    void oversizedBodyIsNotReadCompletely() {
        answer(aResponse().withStatus(200).withBody(new byte[50 * 1024 * 1024]));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @Test
    void responseTimeoutIsUnknown() {
        answer(aResponse().withStatus(200).withBody(success()).withFixedDelay(60_000));

        assertThat(withShortTimeout().resendFulfillmentEmail(request())).isInstanceOf(Unknown.class);
        assertThat(mailCalls()).hasSize(1);
    }

    @Test
    void slowBodyIsEndedByTheReadTimeout() {
        answer(aResponse().withStatus(200).withBody(success() + " ".repeat(200)).withChunkedDribbleDelay(200, 60_000));

        assertThat(withShortTimeout().resendFulfillmentEmail(request())).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void brokenConnectionIsUnknown(Fault fault) {
        answer(aResponse().withFault(fault));

        assertThat(resend()).isInstanceOf(Unknown.class);
        assertThat(mailCalls()).hasSize(1);
    }

    @Test
    void untrustedServerGetsNoRequest() {
        WireMockServer untrusted = new WireMockServer(
                wireMockConfig().bindAddress("127.0.0.1").port(0).dynamicHttpsPort());
        untrusted.start();
        try {
            assertThat(adapter("https://localhost:" + untrusted.httpsPort(), "10s")
                            .resendFulfillmentEmail(request()))
                    .isInstanceOf(NotExecuted.class);
            assertThat(untrusted.getAllServeEvents()).isEmpty();
        } finally {
            untrusted.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://nowhere.invalid", "http://localhost:9"})
    void unreachableServerIsNotExecuted(String url) {
        assertThat(adapter(url, "10s").resendFulfillmentEmail(request())).isInstanceOf(NotExecuted.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsNotFollowed(int status) {
        answer(aResponse().withStatus(status).withHeader("Location", ca.url() + "/elsewhere"));

        assertThat(resend()).isInstanceOf(Unknown.class);
        assertThat(ca.calls()).noneMatch(call -> call.getUrl().startsWith("/elsewhere"));
    }

    @Test
    void hangingHandshakeIsNotExecuted() {
        try (RawServer server = new RawServer("https", ServerSocketFactory.getDefault(), connection -> {})) {
            CertificateAuthority adapter = adapter(server.url(), "10s", Map.of("connect-timeout", "200ms"));

            assertThat(adapter.resendFulfillmentEmail(request())).isInstanceOf(NotExecuted.class);
            await().until(server::isLeft);
        }
    }

    static List<Script> lostReplies() {
        return List.of(
                RawServer.Connection::close,
                RawServer.Connection::reset,
                connection -> {},
                connection -> connection.send("HTTP/1.1 200 OK\r\nContent-Le"),
                connection -> connection.send(RawServer.head(200, "Content-Length: 100")),
                connection -> connection.send(RawServer.head(200, "Transfer-Encoding: chunked") + "1\r\n \r\n"),
                connection -> {
                    connection.send(RawServer.head(200, "Content-Length: 100") + " ");
                    connection.reset();
                },
                connection -> {
                    connection.send(RawServer.head(200, "Transfer-Encoding: chunked"));
                    connection.drip("1\r\n \r\n");
                },
                connection -> connection.send(RawServer.head(200, "Content-Length: 2000000") + " ".repeat(1_100_000)));
    }

    @Test
    void lostResponseIsUnknownAndClosesTheConnection() {
        for (Script script : lostReplies()) {
            try (RawServer server = server(script)) {
                CertificateAuthority adapter = adapter(server.url(), "500ms", Map.of());
                long start = System.nanoTime();

                assertThat(adapter.resendFulfillmentEmail(request())).isInstanceOf(Unknown.class);

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(adapter.longestCall());
                await().until(server::isLeft);
            }
        }
    }

    @Test
    void statusDecidesIfTheBodyStops() {
        try (RawServer server = server(connection -> connection.send(RawServer.head(403, "Content-Length: 9")))) {
            assertThat(adapter(server.url(), "500ms", Map.of()).resendFulfillmentEmail(request()))
                    .isEqualTo(new Rejected(Reason.CREDENTIALS_REFUSED, Optional.of("403")));
        }
        try (RawServer server = server(connection -> connection.send(RawServer.head(503, "Content-Length: 9")))) {
            assertThat(adapter(server.url(), "500ms", Map.of()).resendFulfillmentEmail(request()))
                    .isInstanceOf(NotExecuted.class);
        }
    }

    @Test
    void malformedResponsesAreNotLogged() {
        try (LogRecorder log = new LogRecorder()) {
            for (String reply : List.of(
                    SECRET_OF_THE_CA + "\r\n\r\n",
                    "HTTP/9.9 200 " + SECRET_OF_THE_CA + "\r\n\r\n",
                    "HTTP/1.1 " + SECRET_OF_THE_CA + "\r\n\r\n",
                    RawServer.head(200, SECRET_OF_THE_CA.repeat(300) + ": x"),
                    RawServer.head(200, "Content-Length: " + SECRET_OF_THE_CA),
                    RawServer.head(200, "Transfer-Encoding: chunked") + SECRET_OF_THE_CA + "\r\n",
                    RawServer.head(200, "Transfer-Encoding: chunked") + "0\r\n" + SECRET_OF_THE_CA.repeat(300) + "\r\n",
                    RawServer.reply(200, "x") + SECRET_OF_THE_CA + "\r\n\r\n")) {
                try (RawServer server = server(connection -> connection.send(reply))) {
                    assertThat(adapter(server.url(), "500ms", Map.of()).resendFulfillmentEmail(request()))
                            .isInstanceOf(Unknown.class);
                    await().until(server::isLeft);
                }
            }

            assertThat(log.text()).isNotEmpty().doesNotContain(SECRET_OF_THE_CA);
        }
    }

    /** A CA that breaks the connection after the request that may send an e-mail. */
    private RawServer server(Script script) {
        return new RawServer(connection -> {
            if (isPreparation(connection.request())) {
                connection.send(RawServer.reply(200, preparation()));
            } else {
                script.play(connection);
            }
        });
    }

    @Test
    void logsHaveNoCredentialsBodiesOrAddresses() {
        List<String> secrets =
                new ArrayList<>(List.of(SECRET_OF_THE_CA, request().recipient()));
        properties().forEach((key, value) -> {
            if (key.startsWith("credentials.") || key.endsWith("secret")) {
                secrets.add(value);
            }
        });
        try (LogRecorder log = new LogRecorder()) {
            for (int status : new int[] {200, 400, 404, 500}) {
                answer(aResponse().withStatus(status).withBody(SECRET_OF_THE_CA));
                resend();
            }
            for (Refusal refusal : refusals()) {
                answer(refusal.reply().withHeader("X-Secret", SECRET_OF_THE_CA));
                resend();
            }

            assertThat(log.text()).isNotEmpty().doesNotContain(secrets);
        }
    }

    /** The request that these tests pass to the adapter. */
    protected Request request() {
        return new Request(
                UUID.fromString("01a20157-1ea2-7b6e-88ea-73b076457b45"),
                "4711",
                "domain-validated",
                "admin@acme.example");
    }

    /** Replaces the stub's response to the call that may send an e-mail. */
    protected void answer(ResponseDefinitionBuilder reply) {
        ca.wireMock().stubFor(theCall().atPriority(1).willReturn(reply));
    }

    /** Calls the adapter, with timeouts long enough for a busy machine. */
    protected Outcome resend() {
        return adapter().resendFulfillmentEmail(request());
    }

    protected CertificateAuthority adapter() {
        return adapter(ca.url() + "/" + dialect(), "10s");
    }

    protected CertificateAuthority adapter(Map<String, String> more) {
        return adapter(ca.url() + "/" + dialect(), "10s", more);
    }

    private CertificateAuthority withShortTimeout() {
        return adapter(ca.url() + "/" + dialect(), "300ms");
    }

    private CertificateAuthority adapter(String url, String readTimeout) {
        return adapter(url, readTimeout, Map.of());
    }

    /** Creates the adapter with all checks that the service makes at startup. */
    private CertificateAuthority adapter(String url, String readTimeout, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(properties());
        all.put("dialect", dialect());
        all.put("url", url);
        all.put("read-timeout", readTimeout);
        all.putAll(more);
        CaSettings settings = CaConfigs.settings("tested", all);
        CertificateAuthority adapter = dialects.stream()
                .filter(dialect -> dialect.name().equals(dialect()))
                .findFirst()
                .orElseThrow()
                .adapt(settings);
        settings.checkNoUnusedKeys();
        return adapter;
    }

    /** Returns the calls that may have sent an e-mail, oldest first. */
    protected List<LoggedRequest> mailCalls() {
        return ca.wireMock()
                .findAll(RequestPatternBuilder.like(theCall().build().getRequest()));
    }

    protected static String body(LoggedRequest call) {
        return new String(call.getBody(), StandardCharsets.UTF_8);
    }
}
