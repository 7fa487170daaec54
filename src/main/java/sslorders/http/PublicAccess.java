package sslorders.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Removes the access token from requests of public operations, so that an expired token does not prevent the response. */
class PublicAccess {

    @PublicOperation
    @ServerRequestFilter(priority = FilterOrder.PUBLIC_ACCESS)
    void removeToken(HttpServerRequest request) {
        request.headers().remove(HttpHeaders.AUTHORIZATION);
    }
}
