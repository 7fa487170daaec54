package sslorders.ca;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.options;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.ca.CertificateAuthority.Request;
import sslorders.ca.Outcome.Accepted;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.testing.Certificates;
import sslorders.testing.RawServer;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** A CA with a self-signed certificate that requires a client certificate. */
@QuarkusTest
class CaClientTlsTest extends ServiceTest {

    @All
    @Inject
    List<Dialect> dialects;

    @Inject
    TlsConfigurationRegistry tls;

    @Inject
    Event<CertificateUpdatedEvent> renewed;

    private WireMockServer partner;

    @BeforeEach
    void start() {
        Certificates certificates = TestParts.certificates();
        partner = new WireMockServer(wireMockConfig()
                .bindAddress("127.0.0.1")
                .port(0)
                .dynamicHttpsPort()
                .needClientAuth(true)
                .keystoreType("PKCS12")
                .keystorePath(certificates.store("keystore"))
                .keystorePassword(Certificates.PASSWORD)
                .keyManagerPassword(Certificates.PASSWORD)
                .trustStoreType("PKCS12")
                .trustStorePath(certificates.store("server-truststore"))
                .trustStorePassword(Certificates.PASSWORD));
        partner.start();
        partner.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
    }

    @AfterEach
    void stop() {
        partner.stop();
    }

    @Test
    void tlsConfigurationSetsTrustAndClientCertificate() {
        assertThat(resend("partner")).isEqualTo(new Accepted(Optional.empty()));
    }

    @Test
    void withoutTlsConfigurationServerIsNotTrusted() {
        assertThat(resend((String) null)).isEqualTo(new NotExecuted("TLS handshake failed", Optional.empty()));
        assertThat(partner.getAllServeEvents()).isEmpty();
    }

    @Test
    void withoutClientCertificateNoRequestArrives() {
        assertThat(resend("anonymous")).isNotInstanceOf(Accepted.class);
        assertThat(partner.getAllServeEvents()).isEmpty();
    }

    @Test
    void renewedCertificateIsUsedWithoutRestart() {
        CertificateAuthority adapter = adapter("anonymous", partnerUrl());
        assertThat(resend(adapter)).isNotInstanceOf(Accepted.class);

        renewed.fire(new CertificateUpdatedEvent("anonymous", tls.get("partner").orElseThrow()));

        assertThat(resend(adapter)).isEqualTo(new Accepted(Optional.empty()));
    }

    @Test
    void checkShowsTheServersCertificate() {
        partner.stubFor(options(anyUrl()).willReturn(aResponse().withStatus(204)));
        List<CheckStep> steps = adapter("partner", partnerUrl()).check(Optional.empty());

        assertThat(steps).extracting(CheckStep::result).containsOnly(CheckStep.Result.PROVEN);
        assertThat(steps.get(2).detail())
                .matches("TLSv1\\.[23], certificate of .*CN=localhost.*, issued by .*CN=localhost.*, expires 20.*Z");
    }

    @Test
    void checkReportsAServerThatIsNotTrusted() {
        List<CheckStep> steps = adapter(null, partnerUrl()).check(Optional.empty());

        assertThat(steps.get(1).result()).isEqualTo(CheckStep.Result.PROVEN);
        assertThat(steps.get(2).result()).isEqualTo(CheckStep.Result.FAILED);
        assertThat(steps.get(2).detail()).startsWith("TLS handshake failed: ").contains("certification path");
        assertThat(partner.getAllServeEvents()).isEmpty();
    }

    @Test
    void checkFailsWithoutTheClientCertificate() {
        assertThat(adapter("anonymous", partnerUrl()).check(Optional.empty()))
                .extracting(CheckStep::result)
                .contains(CheckStep.Result.FAILED);
        assertThat(partner.getAllServeEvents()).isEmpty();
    }

    @Test
    void checkReportsAHandshakeThatHangs() {
        try (RawServer server = new RawServer("https", ServerSocketFactory.getDefault(), connection -> {})) {
            List<CheckStep> steps = adapter("partner", server.url(), Map.of("connect-timeout", "200ms"))
                    .check(Optional.empty());

            assertThat(steps.get(2).result()).isEqualTo(CheckStep.Result.FAILED);
            await().until(server::isLeft);
        }
    }

    @Test
    void incompleteBodyOverTlsClosesTheConnection() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream store =
                Files.newInputStream(Path.of(TestParts.certificates().store("keystore")))) {
            keys.load(store, Certificates.PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, Certificates.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        try (RawServer server = new RawServer("https", context.getServerSocketFactory(), connection -> {
            connection.request();
            connection.send(RawServer.head(200, "Content-Length: 9"));
        })) {
            assertThat(resend(adapter("anonymous", server.url()))).isInstanceOf(Outcome.Unknown.class);
            await().until(server::isLeft);
        }
    }

    @Test
    void missingTlsConfigurationIsReportedByKey() {
        assertThatThrownBy(() -> resend("missing"))
                .hasMessageContainingAll("ssl-orders.ca.partner.tls-configuration-name", "quarkus.tls.missing");
    }

    private Outcome resend(String tls) {
        return resend(adapter(tls, partnerUrl()));
    }

    private static Outcome resend(CertificateAuthority adapter) {
        return adapter.resendFulfillmentEmail(new Request(UUID.randomUUID(), "4711", "wildcard", "admin@acme.example"));
    }

    private String partnerUrl() {
        return "https://localhost:" + partner.httpsPort();
    }

    private CertificateAuthority adapter(String tls, String url) {
        return adapter(tls, url, Map.of());
    }

    private CertificateAuthority adapter(String tls, String url, Map<String, String> more) {
        Map<String, String> properties =
                new HashMap<>(Map.of("dialect", "rest", "url", url, "credentials.token", "x", "read-timeout", "5s"));
        properties.putAll(more);
        if (tls != null) {
            properties.put("tls-configuration-name", tls);
        }
        Dialect rest = dialects.stream()
                .filter(dialect -> dialect.name().equals("rest"))
                .findFirst()
                .orElseThrow();
        return rest.adapt(CaConfigs.settings("partner", properties));
    }
}
