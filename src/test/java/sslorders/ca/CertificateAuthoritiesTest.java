package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthoritiesTest {
    private static final Dialect DIALECT = new Dialect() {
        @Override
        public String name() {
            return "rest";
        }

        @Override
        public CertificateAuthority adapt(CaSettings settings) {
            settings.credential("token");
            return request -> new Outcome.Unknown(settings.name());
        }
    };

    @Test
    void eachConfiguredCaIsFoundByItsName() {
        CertificateAuthorities authorities = authorities(Map.of(
                "alpha", new Entry("rest", "https://alpha.example"), "beta-2", new Entry("rest", "http://[::1]:1/x")));

        assertThat(authorities.names()).containsExactly("alpha", "beta-2");
        assertThat(authorities.find("beta-2").orElseThrow().authority().resendFulfillmentEmail(null))
                .isEqualTo(new Outcome.Unknown("beta-2"));
        assertThat(authorities.find("gamma")).isEmpty();
    }

    @Test
    void atLeastOneCaIsNeeded() {
        refused(Map.of(), "ssl-orders.ca.<name>.dialect");
    }

    @Test
    void aDialectThatIsNotThereIsNamedWithThoseThatAre() {
        refused(
                Map.of("alpha", new Entry("soap", "https://alpha.example")),
                "ssl-orders.ca.alpha.dialect",
                "soap",
                "rest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alpha", "al pha", "-alpha", "alpha-", "al--pha", "al.pha", "ähm"})
    void aNameThatCouldNotStandInAnOrderIsRefused(String name) {
        refused(Map.of(name, new Entry("rest", "https://alpha.example")), "ssl-orders.ca." + name);
    }

    @ParameterizedTest
    @CsvSource({
        "http://alpha.example, https",
        "http://127.0.0.1.evil.example, https",
        "ftp://alpha.example, https",
        "https:///path, host",
        "alpha.example, host",
        "https://user@alpha.example, user",
        "https://alpha.example/?token=1, query",
        "https://alpha.example/#x, fragment",
    })
    void aUrlThatCouldGiveAwayCredentialsIsRefused(String url, String detail) {
        refused(Map.of("alpha", new Entry("rest", url)), "ssl-orders.ca.alpha.url", detail);
    }

    @Test
    void aMissingCredentialIsNamedByItsKey() {
        refused(
                Map.of(
                        "alpha",
                        new Entry(
                                "rest",
                                URI.create("https://alpha.example"),
                                Map.of("token", " "),
                                Duration.ofSeconds(1))),
                "ssl-orders.ca.alpha.credentials.token");
    }

    @Test
    void aTimeoutOfNothingIsRefused() {
        refused(
                Map.of(
                        "alpha",
                        new Entry("rest", URI.create("https://alpha.example"), Map.of("token", "x"), Duration.ZERO)),
                "ssl-orders.ca.alpha.read-timeout");
    }

    private static void refused(Map<String, CaConfig.Entry> entries, String... words) {
        assertThatThrownBy(() -> authorities(entries))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(words);
    }

    private static CertificateAuthorities authorities(Map<String, ? extends CaConfig.Entry> entries) {
        return new CertificateAuthorities(() -> Map.copyOf(entries), List.of(DIALECT));
    }

    private record Entry(String dialect, URI url, Map<String, String> credentials, Duration readTimeout)
            implements CaConfig.Entry {

        Entry(String dialect, String url) {
            this(dialect, URI.create(url), Map.of("token", "secret"), Duration.ofSeconds(1));
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public CaConfig.OnUnknown onUnknown() {
            return CaConfig.OnUnknown.KEEP;
        }
    }
}
