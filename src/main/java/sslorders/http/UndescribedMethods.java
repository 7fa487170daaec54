package sslorders.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses {@code OPTIONS}, which is in no contract: the server would answer it for every path alike, with the methods of
 * all paths. Where CORS is switched on, a preflight is answered before it gets here.
 */
class UndescribedMethods {

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.UNDESCRIBED_METHODS)
    void refuse(ContainerRequestContext request) {
        if (HttpMethod.OPTIONS.equals(request.getMethod())) {
            throw new NotAllowedException(Response.status(405).build());
        }
    }
}
