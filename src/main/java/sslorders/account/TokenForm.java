package sslorders.account;

import io.quarkus.security.AuthenticationFailedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Turns away what does not even look like a signed token (RFC 7515, compact), before the OIDC library sees it: some such
 * words, {@code ....} for one, make it fail instead of refusing them.
 */
class TokenForm {
    private static final String SCHEME = "bearer ";

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return;
        }
        boolean isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (isBearer && !isSigned(authorization.substring(SCHEME.length()).strip())) {
            throw new AuthenticationFailedException();
        }
    }

    /** Header, claims and signature, each in base64url. By hand: a pattern took longer than all of a list's query parameters. */
    private static boolean isSigned(String token) {
        int header = token.indexOf('.');
        int claims = token.indexOf('.', header + 1);
        return header > 0 && claims > header + 1 && token.indexOf('.', claims + 1) < 0 && isBase64UrlWithDots(token);
    }

    private static boolean isBase64UrlWithDots(String token) {
        for (int i = 0; i < token.length(); i++) {
            char letter = token.charAt(i);
            if (letter != '.' && !isBase64Url(letter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64Url(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || letter == '-'
                || letter == '_';
    }
}
