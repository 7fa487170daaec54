package sslorders.http;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Turns away what does not even look like a signed token (RFC 7515, compact), before the OIDC library sees it: some such
 * words, {@code ....} for one, make it fail instead of refusing them.
 */
class BearerTokenFilter {
    private static final String SCHEME = "bearer ";

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.BEARER_TOKEN)
    void check(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return;
        }
        String token = authorization.substring(SCHEME.length()).strip();
        if (!isSigned(token)) {
            throw new AuthenticationFailedException();
        }
        if (token.length() < authorization.length() - SCHEME.length()) {
            // One or more spaces separate the scheme from the token (RFC 9110, 11.4); the OIDC library allows one.
            request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
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
