package sslorders.page;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcSession;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Begins and ends sessions at the identity provider. */
@Singleton
class Login {
    private final PageErrors errors;
    private final PageConfig config;
    private final OidcSession session;
    private final SecurityIdentity identity;

    Login(PageErrors errors, PageConfig config, OidcSession session, SecurityIdentity identity) {
        this.errors = errors;
        this.config = config;
        this.session = session;
        this.identity = identity;
    }

    /**
     * Redirects a browser that opens a page to the identity provider. A form or the page's script cannot follow that redirect, and a
     * form would lose its content. Therefore, they get a message with a link, and the form is not processed.
     */
    Uni<Response> challenge(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        boolean isForm = request.method() == HttpMethod.POST
                || request.params().contains("validity")
                || request.params().contains("criterion");
        HttpAuthenticator authenticator = exchange.get(HttpAuthenticator.class.getName());
        if (isForm || request.headers().contains("HX-Request") || authenticator == null) {
            return Uni.createFrom().item(errors.sessionEnded(request));
        }
        return authenticator.getChallenge(exchange).map(challenge -> response(challenge, request));
    }

    private Response response(ChallengeData challenge, HttpServerRequest request) {
        if (challenge == null || challenge.status != Response.Status.FOUND.getStatusCode()) {
            return errors.loginFailed(request);
        }
        Response.ResponseBuilder response = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
        return response.build();
    }

    /** Ends the session. Returns the address at which the identity provider ends its own session; empty if there is none. */
    Optional<String> end(HttpServerRequest request) {
        OidcConfigurationMetadata provider = identity.getAttribute(OidcUtils.CONFIG_METADATA_ATTRIBUTE);
        session.logout().await().indefinitely();
        return Optional.ofNullable(provider)
                .map(OidcConfigurationMetadata::getEndSessionUri)
                .map(address -> {
                    Map<String, String> parameters = new LinkedHashMap<>();
                    parameters.put("client_id", config.clientId().orElse(""));
                    parameters.put(
                            "post_logout_redirect_uri",
                            request.scheme() + "://" + request.authority() + PagePaths.ROOT);
                    return PagePaths.with(address, parameters);
                });
    }
}
