package sslorders.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Discards what comes of a request that is answered before all of it was read. Otherwise the server would keep it in memory,
 * for the resource that has stopped reading, and go on as long as the client sends.
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
        // Nothing reads the body of the others, so that the server discards it by itself.
        boolean hasReader = request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD;
        if (response.getStatus() >= 400 && hasReader) {
            discard(request);
        }
    }

    /** Discards the rest, so that the client can read the answer, and closes the connection if it does not end in time. */
    public void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        long timer = vertx.setTimer(limits.unreadBodyTimeout().toMillis(), late -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
        try {
            request.exceptionHandler(gone -> vertx.cancelTimer(timer));
            request.endHandler(ended -> vertx.cancelTimer(timer));
            request.handler(discarded -> {});
        } catch (IllegalStateException ended) {
            // Between the question above and here.
            vertx.cancelTimer(timer);
        }
    }
}
