package sslorders.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Removes the {@code Content-Type} of an empty form, which {@code curl -d ''} sends, since an empty body needs no type. */
class EmptyBody {
    private static final String FORM = "application/x-www-form-urlencoded";

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.EMPTY_BODY)
    void check(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null
                && type.regionMatches(true, 0, FORM, 0, FORM.length())
                && "0".equals(request.getHeader(HttpHeaders.CONTENT_LENGTH))) {
            request.headers().remove(HttpHeaders.CONTENT_TYPE);
        }
    }
}
