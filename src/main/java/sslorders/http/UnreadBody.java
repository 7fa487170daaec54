package sslorders.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Discards the rest of a body after an early response. Otherwise the server would buffer the rest, which no resource reads, until
 * the client stops sending.
 */
@ApplicationScoped
public class UnreadBody {
    private final Vertx vertx;
    private final HttpConfig limits;

    UnreadBody(Vertx vertx, HttpConfig limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    @ServerResponseFilter
    void discard(ContainerResponseContext response, HttpServerRequest request) {
        // GET and HEAD have no reader, so the server discards their body.
        boolean hasReader = request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD;
        if (response.getStatus() >= 400 && hasReader) {
            discard(request);
        }
    }

    /**
     * Discards the rest of the body, so that the client can read the response. Closes the connection if the body does not end
     * within {@link HttpConfig#unreadBodyTimeout}.
     */
    public void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        long timer = vertx.setTimer(limits.unreadBodyTimeout().toMillis(), expired -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
        try {
            request.exceptionHandler(failure -> vertx.cancelTimer(timer));
            request.endHandler(ended -> vertx.cancelTimer(timer));
            request.handler(discarded -> {});
        } catch (IllegalStateException ended) {
            // The request ended after the check above.
            vertx.cancelTimer(timer);
        }
    }
}
