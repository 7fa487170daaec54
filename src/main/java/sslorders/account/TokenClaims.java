package sslorders.account;

import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The claims of a verified token. Claims that the MicroProfile JWT specification does not name are returned as the JSON parser
 * made them: a string, a number, a {@link Map} or a list. The library's own lookup throws and catches an exception with a stack
 * trace for each of these claims. Without the token cache, this used an eighth of the CPU time of a list request.
 */
final class TokenClaims implements JsonWebToken {
    private static final Set<String> STANDARD =
            Set.of(Claims.sub.name(), Claims.azp.name(), Claims.exp.name(), Claims.iss.name(), Claims.aud.name());

    private final JsonWebToken token;
    private final Map<String, Object> claims;

    private TokenClaims(JsonWebToken token, Map<String, Object> claims) {
        this.token = token;
        this.claims = claims;
    }

    /** Returns the token itself if the OIDC library did not create it. */
    static JsonWebToken of(JsonWebToken token) {
        return token instanceof OidcJwtCallerPrincipal verified
                ? new TokenClaims(token, verified.getClaims().getClaimsMap())
                : token;
    }

    @Override
    public String getName() {
        return token.getName();
    }

    @Override
    public Set<String> getClaimNames() {
        return token.getClaimNames();
    }

    @Override
    @SuppressWarnings("unchecked") // The signature of the interface casts to the type that the caller expects.
    public <T> T getClaim(String name) {
        return STANDARD.contains(name) ? token.getClaim(name) : (T) claims.get(name);
    }
}
