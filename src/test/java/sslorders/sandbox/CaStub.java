package sslorders.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/**
 * The stub CA: a WireMock server that implements {@code rest} at {@code /alpha} and {@code /beta}, and each other
 * dialect at the path of its name. The mapping files are in {@code ca-stub/mappings}. Without other stubs it accepts
 * every resend that is valid in its dialect and has the right credentials.
 */
public final class CaStub implements AutoCloseable {
    public static final String TOKEN = "sandbox-ca-token";

    private final WireMockServer server;

    /** The mappings of the files, read once. */
    private final List<StubMapping> mappings;

    private CaStub(WireMockServer server) {
        this.server = server;
        this.mappings = server.getStubMappings();
    }

    /** Starts a stub on the loopback interface. Port 0 selects a free port. */
    public static CaStub start(int port) {
        WireMockServer server = new WireMockServer(wireMockConfig()
                .bindAddress("127.0.0.1")
                .port(port)
                .usingFilesUnderClasspath("ca-stub")
                .extensions(new OpenSrsSignature())
                .templatingEnabled(true));
        server.start();
        return new CaStub(server);
    }

    public String url() {
        return "http://localhost:" + server.port();
    }

    /** Returns the WireMock server, to which a test can add stubs. */
    public WireMockServer wireMock() {
        return server;
    }

    /** Restores the mappings of the files and empties the journal. */
    public void reset() {
        server.resetMappings();
        mappings.forEach(server::addStubMapping);
        server.resetRequests();
        server.resetScenarios();
    }

    /** Returns all calls that reached the CA. */
    public List<LoggedRequest> calls() {
        return server.findAll(anyRequestedFor(anyUrl()));
    }

    /** Returns the resend requests for an order of the CA. */
    public List<LoggedRequest> resends(String caOrderId) {
        return server.findAll(postRequestedFor(urlPathMatching(resendPath(caOrderId))));
    }

    /** Throttles the first resend request for an order of the CA, so that the resend is {@code pending} at first. */
    void throttleOnce(String caOrderId) {
        server.stubFor(post(urlPathMatching(resendPath(caOrderId)))
                .inScenario("throttle " + caOrderId)
                .whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withStatus(429))
                .willSetStateTo("available"));
    }

    private static String resendPath(String caOrderId) {
        return "/[a-z]+/orders/" + caOrderId + "/fulfillment-email/resend";
    }

    @Override
    public void close() {
        server.stop();
    }
}
