package sslorders.account;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Authenticates requests through the OIDC library and caches verified tokens in a {@link TokenCache}. */
@Alternative
@Priority(1)
@ApplicationScoped
class CachedAuthentication implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final Optional<TokenCache> cache;

    /** @param leeway the number of seconds for which the OIDC library accepts a token after its expiry */
    CachedAuthentication(
            OidcAuthenticationMechanism oidc,
            TokenConfig config,
            @ConfigProperty(name = "quarkus.oidc.token.lifespan-grace") int leeway,
            InstantSource clock) {
        this.oidc = oidc;
        this.cache = config.cacheTime().isZero()
                ? Optional.empty()
                : Optional.of(
                        new TokenCache(config.cacheSize(), config.cacheTime(), Duration.ofSeconds(leeway), clock));
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager providers) {
        if (exchange.get(OidcUtils.TENANT_ID_SET_BY_ANNOTATION) != null) {
            // A login in a browser: the OIDC library verifies its session.
            return oidc.authenticate(exchange, providers);
        }
        String authorization = exchange.request().getHeader(HttpHeaders.AUTHORIZATION);
        return cache.isPresent() && authorization != null && authorization.startsWith(SCHEME)
                ? cache.get().identity(authorization.substring(SCHEME.length()), () -> verify(exchange, providers))
                : verify(exchange, providers);
    }

    /**
     * Verifies an access token. Without these attributes, the OIDC library would select another tenant by a session cookie or
     * by a path segment.
     */
    private Uni<SecurityIdentity> verify(RoutingContext exchange, IdentityProviderManager providers) {
        exchange.put(OidcUtils.TENANT_ID_SET_BY_ANNOTATION, OidcUtils.DEFAULT_TENANT_ID);
        exchange.put(OidcUtils.TENANT_ID_ATTRIBUTE, OidcUtils.DEFAULT_TENANT_ID);
        return oidc.authenticate(exchange, providers);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        return oidc.getChallenge(exchange);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext exchange) {
        return oidc.getCredentialTransport(exchange);
    }
}
