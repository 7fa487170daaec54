package sslorders.account;

import io.quarkus.security.AuthenticationFailedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Turns away what does not even look like a signed token (RFC 7515, compact), before the OIDC library sees it: some such
 * words, {@code ....} for one, make it fail instead of refusing them.
 */
class TokenForm {
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(.*)");
    private static final Pattern SIGNED = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return;
        }
        var bearer = BEARER.matcher(authorization);
        if (bearer.matches() && !SIGNED.matcher(bearer.group(1).strip()).matches()) {
            throw new AuthenticationFailedException();
        }
    }
}
