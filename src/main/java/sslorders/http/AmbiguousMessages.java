package sslorders.http;

import io.netty.util.AttributeKey;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Prevents request smuggling. If a proxy and this service could interpret a request differently, rejects the request with 400
 * and closes the connection. Such a request does not have exactly one valid {@code Host} (RFC 9112, 3.2; HTTP/1.0 also allows
 * none), or has a {@code Transfer-Encoding} other than {@code chunked} (CVE-2026-89044 of Netty 4.1.137).
 */
@Singleton
class AmbiguousMessages {
    private static final ServiceException HOST = new ServiceException(ErrorType.REQUEST_REFUSED, Detail.HOST_HEADER);
    private static final ServiceException CODING =
            new ServiceException(ErrorType.REQUEST_REFUSED, Detail.TRANSFER_ENCODING);

    /** Marks a connection after an ambiguous message. Later bytes can be part of that message and are not read as a request. */
    private static final AttributeKey<Boolean> ENDED = AttributeKey.valueOf(AmbiguousMessages.class, "ended");

    private final ProblemResponses problems;

    AmbiguousMessages(ProblemResponses problems) {
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.AMBIGUOUS_MESSAGES);
    }

    /** Handles requests without a valid host, which the router fails before any handler runs. */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(exchange -> {
            if (!hasOneHost(exchange.request())) {
                reject(exchange, HOST);
            } else {
                exchange.next();
            }
        });
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (RequestChannel.of(request).hasAttr(ENDED)) {
            request.connection().close();
        } else if (!hasOneHost(request)) {
            reject(exchange, HOST);
        } else if (!isChunkedOrAbsent(request.headers().getAll(HttpHeaders.TRANSFER_ENCODING))) {
            reject(exchange, CODING);
        } else {
            exchange.next();
        }
    }

    private static boolean hasOneHost(HttpServerRequest request) {
        int hosts = request.headers().getAll(HttpHeaders.HOST).size();
        return hosts == 0 && request.version() == HttpVersion.HTTP_1_0 || hosts <= 1 && request.authority() != null;
    }

    private static boolean isChunkedOrAbsent(List<String> codings) {
        return codings.isEmpty() || codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
    }

    private void reject(RoutingContext exchange, ServiceException error) {
        RequestChannel.of(exchange.request()).attr(ENDED).set(true);
        problems.rejectAndClose(exchange.request(), error);
    }
}
