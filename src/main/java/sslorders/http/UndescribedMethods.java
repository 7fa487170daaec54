package sslorders.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Rejects {@code OPTIONS} with 405, because the contract does not define it. Without this filter, the server would respond to
 * every path with the methods of all paths. If CORS is enabled, preflight requests are handled before this filter.
 */
class UndescribedMethods {

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.UNDESCRIBED_METHODS)
    void check(ContainerRequestContext request) {
        if (HttpMethod.OPTIONS.equals(request.getMethod())) {
            throw new NotAllowedException(Response.status(405).build());
        }
    }
}
