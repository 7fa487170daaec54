package sslorders.ca;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.OidcClientConfigBuilder;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.OidcClientConfig.Grant;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.LoggingScope;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** Makes the clients of adapters: with the timeouts, the TLS and the tokens that are configured for each CA. */
@Singleton
public class CaClients {
    private final ObjectMapper json;
    private final InstantSource clock;
    private final TlsConfigurationRegistry tls;
    private final OidcClients tokens;

    CaClients(ObjectMapper json, InstantSource clock, TlsConfigurationRegistry tls, OidcClients tokens) {
        this.json = json;
        this.clock = clock;
        this.tls = tls;
        this.tokens = tokens;
    }

    /**
     * A client for one CA; it opens no connection yet.
     *
     * @throws ConfigurationException if the TLS configuration of that name is not there
     */
    public <W> CaClient<W> client(Class<W> wire, CaSettings settings, Authorization authorization) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(settings.url())
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                // Error statuses are answers to be read, not exceptions.
                .disableDefaultMapper(true)
                // A kept connection that a firewall has dropped in silence swallows the next call, and its outcome
                // would be unknown; a handshake for each resend is cheaper than a mail that nobody knows of.
                .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, false)
                // Whatever is configured: what a CA replies is in no log, at no level.
                .loggingScope(LoggingScope.NONE);
        tls(settings).ifPresent(builder::tlsConfiguration);
        return new CaClient<>(builder.build(wire), settings, authorization, clock);
    }

    /**
     * A bearer token: the credential {@code token}, or one from the configured OAuth2 endpoint.
     *
     * @throws ConfigurationException if neither is configured, or both
     */
    public Authorization bearer(CaSettings settings) {
        Optional<String> token = settings.optionalCredential("token");
        Optional<CaConfig.OauthConfig> oauth = settings.oauth();
        if (token.isPresent() == oauth.isPresent()) {
            throw settings.wrong(
                    "credentials.token", "either this or oauth.token-url and what belongs to it must be set");
        }
        return token.map(value -> Authorization.fixed("Bearer " + value))
                .orElseGet(() -> oauthToken(settings, oauth.orElseThrow()));
    }

    private Authorization oauthToken(CaSettings settings, CaConfig.OauthConfig oauth) {
        OidcClientConfigBuilder config = new OidcClientConfigBuilder()
                .id("ca-" + settings.name())
                .discoveryEnabled(false)
                .tokenPath(oauth.tokenUrl().toString())
                .clientId(oauth.clientId())
                .credentials(oauth.clientSecret())
                .grant(Grant.Type.CLIENT)
                .connectionTimeout(settings.connectTimeout())
                // The first resend fetches the first token: a token endpoint that is away stops no start.
                .earlyTokensAcquisition(false)
                // What is asked with it arrives a moment later.
                .refreshTokenTimeSkew(Duration.ofSeconds(10));
        oauth.scope().ifPresent(scopes -> config.scopes(scopes.split(" +")));
        settings.tlsConfigurationName().ifPresent(config::tlsConfigurationName);
        return new OauthToken(
                tokens.newClient(config.build()).await().atMost(Duration.ofSeconds(10)),
                settings.connectTimeout().plus(settings.readTimeout()),
                json.reader());
    }

    private Optional<TlsConfiguration> tls(CaSettings settings) {
        return settings.tlsConfigurationName()
                .map(name -> tls.get(name)
                        .orElseThrow(() -> settings.wrong(
                                "tls-configuration-name", "there is no TLS configuration quarkus.tls." + name)));
    }
}
