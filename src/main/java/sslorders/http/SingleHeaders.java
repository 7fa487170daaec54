package sslorders.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/** Rejects a request that repeats a single-valued header, because the applicable value is ambiguous. */
class SingleHeaders {
    private static final List<String> SINGLE = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE);

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.SINGLE_HEADERS)
    void check(HttpServerRequest request) {
        for (String header : SINGLE) {
            if (request.headers().getAll(header).size() > 1) {
                throw ServiceException.invalid(InputError.inHeader(header, Detail.AT_MOST_ONCE));
            }
        }
    }
}
