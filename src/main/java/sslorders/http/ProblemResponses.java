package sslorders.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Turns refusals into HTTP responses: the problem document, {@code Retry-After} and the challenge of a 401 or 403. Counts them. */
@Startup
@ApplicationScoped
public class ProblemResponses {
    private final ObjectMapper json;
    private final Map<ErrorType, Counter> counters = new EnumMap<>(ErrorType.class);

    ProblemResponses(ObjectMapper json, MeterRegistry meters) {
        this.json = json;
        // All from the start, at 0: of a counter that begins with its first event, Prometheus sees no increase.
        for (ErrorType type : ErrorType.values()) {
            counters.put(type, meters.counter("ssl.orders.problems", "type", type.slug()));
        }
    }

    Response.ResponseBuilder builder(ServiceException refusal, String instance) {
        Response.ResponseBuilder response = Response.status(
                        ProblemCatalogue.of(refusal.type()).status())
                .type(Problem.MEDIA_TYPE)
                .entity(document(refusal, instance));
        refusal.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, Problem.seconds(wait)));
        return response;
    }

    /**
     * Answers a request that does not get to the REST layer, without reading its body. Headers that are set before are kept.
     */
    public void reject(HttpServerRequest request, ServiceException error) {
        boolean isHttp2 = request.version() == HttpVersion.HTTP_2;
        if (!isHttp2 && hasBody(request)) {
            // Else the server would read the body to its end, to use the connection again.
            request.response().putHeader("Connection", "close");
        }
        write(request, error);
        if (isHttp2 && !request.isEnded()) {
            // NO_ERROR: the response is whole, and the body is not needed (RFC 9113, 8.1).
            request.response().reset(0);
        }
    }

    /** The same, and closes the connection: the server would go on with the next request that the client has sent. */
    void rejectAndClose(HttpServerRequest request, ServiceException error) {
        request.response().putHeader("Connection", "close");
        write(request, error).onComplete(written -> request.connection().close());
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains("Transfer-Encoding") : !length.equals("0");
    }

    private Future<Void> write(HttpServerRequest request, ServiceException error) {
        HttpServerResponse response = request.response()
                .setStatusCode(ProblemCatalogue.of(error.type()).status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        error.retryAfter()
                .ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Problem.seconds(wait))));
        return response.end(Buffer.buffer(document(error, PathReference.of(request.path()))));
    }

    /** The document as JSON, counted. */
    private byte[] document(ServiceException refusal, String instance) {
        counters.get(refusal.type()).increment();
        return bytes(Problem.of(refusal, instance));
    }

    /** The document as bytes, so that no other writer of the server has a say in it. */
    private byte[] bytes(Problem problem) {
        try {
            return json.writeValueAsBytes(problem.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
