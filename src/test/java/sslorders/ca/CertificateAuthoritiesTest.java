package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CertificateAuthoritiesTest {
    private static final Dialect DIALECT = new Dialect() {
        @Override
        public String name() {
            return "rest";
        }

        @Override
        public String path() {
            return "/rest/v3.1";
        }

        @Override
        public CertificateAuthority adapt(CaSettings settings) {
            settings.credential("token");
            settings.option("shade");
            return new CertificateAuthority() {
                @Override
                public Outcome resendFulfillmentEmail(Request request) {
                    return new Outcome.Unknown(settings.name());
                }

                @Override
                public List<CheckStep> check(Optional<String> caOrderId) {
                    return List.of();
                }

                @Override
                public RecipientCheck recipientCheck() {
                    return RecipientCheck.NOT_CHECKABLE;
                }

                @Override
                public Duration longestCall() {
                    return Duration.ZERO;
                }
            };
        }
    };

    private static final Map<String, String> ALPHA =
            Map.of("dialect", "rest", "url", "https://alpha.example", "credentials.token", "secret");

    @ParameterizedTest
    @CsvSource({
        "https://ca.example/rest/v3.1, https://ca.example/",
        "https://ca.example/rest/v3.1/, https://ca.example/",
        "https://ca.example:8443/rest, https://ca.example:8443/",
        "https://ca.example/base/rest/v3.1, https://ca.example/base/"
    })
    void urlWithThePathOfTheDialectPreventsTheStart(String url, String right) {
        Map<String, String> properties = new HashMap<>(ALPHA);
        properties.put("url", url);

        assertThatThrownBy(() -> authorities(CaConfigs.config("alpha", properties)))
                .hasMessageContainingAll("ssl-orders.ca.alpha.url", "use " + right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ca.example", "https://ca.example/v3.1", "https://rest", "https://x.example/arest"})
    void urlWithoutThePathOfTheDialectIsUsed(String url) {
        Map<String, String> properties = new HashMap<>(ALPHA);
        properties.put("url", url);

        assertThat(authorities(CaConfigs.config("alpha", properties)).names()).containsExactly("alpha");
    }

    @Test
    void configuredCaIsFoundByName() {
        Map<String, String> both = new HashMap<>();
        ALPHA.forEach((key, value) -> {
            both.put("alpha." + key, value);
            both.put("beta-2." + key, value);
        });
        both.put("beta-2.url", "http://[::1]:1/x");
        CertificateAuthorities authorities = authorities(CaConfigs.config(both));

        assertThat(authorities.names()).containsExactly("alpha", "beta-2");
        assertThat(authorities.find("beta-2").orElseThrow().resendFulfillmentEmail(null))
                .isEqualTo(new Outcome.Unknown("beta-2"));
        assertThat(authorities.find("gamma")).isEmpty();
    }

    @Test
    void atLeastOneCaIsRequired() {
        assertThatThrownBy(() -> authorities(CaConfigs.config(Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ssl-orders.ca.<name>.dialect");
    }

    @Test
    void unknownDialectIsReportedWithTheKnownOnes() {
        refused("alpha", "dialect", "soap", "ssl-orders.ca.alpha.dialect", "soap", "rest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alpha", "al pha", "-alpha", "alpha-", "al--pha", "ähm"})
    void nameThatIsInvalidInAnOrderIsRejected(String name) {
        refused(name, "url", "https://alpha.example", "ssl-orders.ca." + name);
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
    void urlThatCouldLeakCredentialsIsRejected(String url, String detail) {
        refused("alpha", "url", url, "ssl-orders.ca.alpha.url", detail);
    }

    @Test
    void tokenUrlThatCouldLeakCredentialsIsRejected() {
        Map<String, String> properties = new HashMap<>(ALPHA);
        properties.put("oauth.client-id", "x");
        properties.put("oauth.client-secret", "x");
        properties.put("oauth.token-url", "http://alpha.example");

        refused("alpha", properties, "ssl-orders.ca.alpha.oauth.token-url", "https");
    }

    @Test
    void missingCredentialIsReportedByKey() {
        refused("alpha", "credentials.token", " ", "ssl-orders.ca.alpha.credentials.token", "is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentials.tokn", "options.color"})
    void unknownSettingOfTheDialectIsReportedByKey(String key) {
        refused("alpha", key, "x", "ssl-orders.ca.alpha." + key, "is not supported by the dialect rest");
    }

    @ParameterizedTest
    @CsvSource({
        "connect-timeout, 0s",
        "read-timeout, 0s",
        "circuit-open-for, 0s",
        "max-concurrent, 0",
        "circuit-volume, 0",
        "circuit-failure-ratio, 0",
        "circuit-failure-ratio, 1.1"
    })
    void invalidLimitIsRejected(String key, String value) {
        refused("alpha", key, value, "ssl-orders.ca.alpha." + key);
    }

    @Test
    void resendCanBeDisabledPerCaOrCertificateType() {
        Map<String, String> properties = new HashMap<>(ALPHA);
        properties.put("excluded-types", "wildcard,extended-validation");
        CertificateAuthorities some = authorities(CaConfigs.config("alpha", properties));
        properties.put("fulfillment-email", "false");
        CertificateAuthorities none = authorities(CaConfigs.config("alpha", properties));

        assertThat(some.resends("alpha", "domain-validated")).isTrue();
        assertThat(some.resends("alpha", "wildcard")).isFalse();
        assertThat(some.resends("beta", "domain-validated")).isFalse();
        assertThat(none.resends("alpha", "domain-validated")).isFalse();
    }

    @Test
    void settingsToStringHasNoCredentials() {
        assertThat(CaConfigs.settings("alpha", ALPHA).toString()).doesNotContain("secret");
    }

    private static CertificateAuthorities authorities(CaConfig config) {
        return new CertificateAuthorities(
                config,
                ConfigProvider.getConfig(),
                List.of(DIALECT),
                new SimpleMeterRegistry(),
                InstantSource.system());
    }

    private static void refused(String name, String key, String value, String... words) {
        Map<String, String> properties = new HashMap<>(ALPHA);
        properties.put(key, value);
        refused(name, properties, words);
    }

    private static void refused(String name, Map<String, String> properties, String... words) {
        assertThatThrownBy(() -> authorities(CaConfigs.config(name, properties)))
                .isInstanceOfAny(ConfigurationException.class, ConfigValidationException.class)
                .hasMessageContainingAll(words);
    }
}
