package sslorders.http;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Rejects bearer tokens that do not have the form of a signed token (RFC 7515, compact serialization) before the OIDC library
 * reads them. Some malformed tokens, such as {@code ....}, make the library fail with an internal error instead of a rejection.
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
            // One or more spaces separate the scheme from the token (RFC 9110, 11.4), but the OIDC library accepts only
            // one.
            request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
    }

    /**
     * Returns true if the token has a header, claims and a signature, each in base64url. A loop is used because a regular
     * expression took more time than parsing all query parameters of a list.
     */
    private static boolean isSigned(String token) {
        int header = token.indexOf('.');
        int claims = token.indexOf('.', header + 1);
        return header > 0 && claims > header + 1 && token.indexOf('.', claims + 1) < 0 && isBase64UrlWithDots(token);
    }

    private static boolean isBase64UrlWithDots(String token) {
        for (int i = 0; i < token.length(); i++) {
            char character = token.charAt(i);
            if (character != '.' && !isBase64Url(character)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64Url(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || character == '-'
                || character == '_';
    }
}
