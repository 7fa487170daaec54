package sslorders.ca.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.Outcome;
import sslorders.testing.ServiceTest;

/** What only the adapter itself can show; how its outcomes look to a client is in the tests of resends. */
@QuarkusTest
class RestDialectTest extends ServiceTest {
    private static final CertificateAuthority.Request REQUEST =
            new CertificateAuthority.Request(UUID.randomUUID(), "a:b.c_d-e", "admin@acme.example");

    @Inject
    RestDialect dialect;

    @Test
    void aTokenThatIsMissingIsNamedByItsKey() {
        assertThatThrownBy(() -> dialect.adapt(settings("https://ca.example", Map.of())))
                .hasMessageContaining("ssl-orders.ca.gamma.credentials.token");
    }

    @Test
    void aServerThatIsNotTrustedIsAskedNothing() {
        WireMockServer untrusted = new WireMockServer(
                wireMockConfig().bindAddress("127.0.0.1").port(0).dynamicHttpsPort());
        untrusted.start();
        try {
            Outcome outcome =
                    adapter("https://localhost:" + untrusted.httpsPort()).resendFulfillmentEmail(REQUEST);

            assertThat(outcome).isInstanceOf(Outcome.NotExecuted.class);
            assertThat(untrusted.getAllServeEvents()).isEmpty();
        } finally {
            untrusted.stop();
        }
    }

    @Test
    void aHostThatIsNotThereIsAskedNothing() {
        assertThat(adapter("https://nowhere.invalid").resendFulfillmentEmail(REQUEST))
                .isInstanceOf(Outcome.NotExecuted.class);
    }

    @Test
    void theIdIsOneSegmentOfThePathBelowTheConfiguredUrl() {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));

        adapter(ca.url() + "/gateway/v1/").resendFulfillmentEmail(REQUEST);

        assertThat(ca.calls().getFirst().getUrl()).isEqualTo("/gateway/v1/orders/a:b.c_d-e/fulfillment-email/resend");
    }

    @Test
    void aRedirectIsNotFollowed() {
        ca.wireMock()
                .stubFor(any(anyUrl())
                        .willReturn(aResponse().withStatus(307).withHeader("Location", ca.url() + "/elsewhere")));

        assertThat(adapter(ca.url()).resendFulfillmentEmail(REQUEST)).isInstanceOf(Outcome.Unknown.class);
        assertThat(ca.calls()).hasSize(1);
    }

    @Test
    void theSettingsSayNothingOfTheCredentials() {
        assertThat(settings("https://ca.example", Map.of("token", "secret")).toString())
                .doesNotContain("secret");
    }

    private CertificateAuthority adapter(String url) {
        return dialect.adapt(settings(url, Map.of("token", "secret")));
    }

    private static CaSettings settings(String url, Map<String, String> credentials) {
        return new CaSettings("gamma", URI.create(url), credentials, Duration.ofSeconds(2), Duration.ofSeconds(2));
    }
}
