package sslorders.ca;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.ca.CertificateAuthority.Request;
import sslorders.ca.Outcome.Accepted;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.testing.Certificates;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** A CA with a certificate of its own making, which wants to see one of the client. */
@QuarkusTest
class CaClientTlsTest extends ServiceTest {

    @All
    @Inject
    List<Dialect> dialects;

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
    void theTlsConfigurationOfTheCaSaysWhomToTrustAndAsWhomToAppear() {
        assertThat(resend("partner")).isEqualTo(new Accepted(Optional.empty()));
    }

    @Test
    void withoutItTheServerIsNotTrusted() {
        assertThat(resend(null)).isEqualTo(new NotExecuted("TLS handshake failed", Optional.empty()));
        assertThat(partner.getAllServeEvents()).isEmpty();
    }

    @Test
    void withoutAClientCertificateTheServerHearsNothing() {
        assertThat(resend("anonymous")).isNotInstanceOf(Accepted.class);
        assertThat(partner.getAllServeEvents()).isEmpty();
    }

    @Test
    void aTlsConfigurationThatIsNotThereIsNamedByItsKey() {
        assertThatThrownBy(() -> resend("nobody"))
                .hasMessageContainingAll("ssl-orders.ca.partner.tls-configuration-name", "quarkus.tls.nobody");
    }

    private Outcome resend(String tls) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "dialect", "rest",
                "url", "https://localhost:" + partner.httpsPort(),
                "credentials.token", "x"));
        if (tls != null) {
            properties.put("tls-configuration-name", tls);
        }
        Dialect rest = dialects.stream()
                .filter(dialect -> dialect.name().equals("rest"))
                .findFirst()
                .orElseThrow();
        return rest.adapt(CaConfigs.settings("partner", properties))
                .resendFulfillmentEmail(new Request(UUID.randomUUID(), "4711", "wildcard", "admin@acme.example"));
    }
}
