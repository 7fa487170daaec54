package sslorders.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/**
 * The stub CA: a WireMock that speaks {@code rest} at {@code /alpha} and {@code /beta}, and each dialect at the path of its
 * name, by the mapping files in {@code ca-stub/mappings}. Without other stubs it accepts every resend that is what the
 * dialect wants, credentials included.
 */
public final class CaStub implements AutoCloseable {
    public static final String TOKEN = "sandbox-ca-token";

    private final WireMockServer server;

    /** Those of the files, read once. */
    private final List<StubMapping> mappings;

    private CaStub(WireMockServer server) {
        this.server = server;
        this.mappings = server.getStubMappings();
    }

    /** Starts one on the loopback interface; at a free port for 0. */
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

    /** WireMock itself, to add stubs for one test. */
    public WireMockServer wireMock() {
        return server;
    }

    /** Back to the mapping files alone, with an empty journal. */
    public void reset() {
        server.resetMappings();
        mappings.forEach(server::addStubMapping);
        server.resetRequests();
        server.resetScenarios();
    }

    /** Every call that reached the CA, in whatever form. */
    public List<LoggedRequest> calls() {
        return server.findAll(anyRequestedFor(anyUrl()));
    }

    /** The calls that asked for a resend of that order of the CA. */
    public List<LoggedRequest> resends(String caOrderId) {
        return server.findAll(
                postRequestedFor(urlPathMatching("/[a-z]+/orders/" + caOrderId + "/fulfillment-email/resend")));
    }

    @Override
    public void close() {
        server.stop();
    }
}
