package sslorders.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the settings of each provider in docs/identity-providers.md accept the example token of this provider. */
class IdentityProvidersDocumentTest {
    private static final Pattern PROVIDER =
            Pattern.compile("## ([A-Za-z0-9 ]+)\n.*?```properties\n(.*?)```\n\n```json\n(.*?)```", Pattern.DOTALL);

    private record Provider(String name, Map<String, String> settings, JwtClaims claims) {
        String setting(String key, String defaultValue) {
            return settings.getOrDefault(key, defaultValue);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Provider> providers() throws IOException {
        return PROVIDER.matcher(Files.readString(Path.of("docs", "identity-providers.md")))
                .results()
                .map(section -> new Provider(section.group(1), settings(section.group(2)), claims(section.group(3))));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void documentedSettingsAcceptTheToken(Provider provider) throws Exception {
        JwtClaims claims = provider.claims();
        assertThat(ScopeClaim.granted(claims.getClaimValue(provider.setting("SSL_ORDERS_SCOPE_CLAIM", "scope"))))
                .containsExactlyInAnyOrder(Scopes.READ, Scopes.RESEND);
        assertThat(AccountId.parse(
                        claims.getStringClaimValue(provider.setting("SSL_ORDERS_ACCOUNT_CLAIM", "account_id"))))
                .isPresent();
        assertThat(claims.getAudience()).contains(provider.setting("QUARKUS_OIDC_TOKEN_AUDIENCE", "ssl-orders"));
        assertThat(claims.getIssuer()).isEqualTo(provider.setting("QUARKUS_OIDC_AUTH_SERVER_URL", ""));
        assertThat(SubjectCheck.isValid(claims.getSubject())).isTrue();
    }

    @Test
    void pageDocumentsEachProvider() throws IOException {
        assertThat(providers()).extracting(Provider::name).containsExactly("Keycloak", "Auth0", "Okta", "Entra ID");
    }

    private static Map<String, String> settings(String text) {
        return text.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    private static JwtClaims claims(String json) {
        try {
            return JwtClaims.parse(json);
        } catch (InvalidJwtException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
