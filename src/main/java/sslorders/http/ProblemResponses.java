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
import java.util.Locale;
import java.util.Map;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Creates and counts the HTTP responses for errors: the problem document in the language of the client, and {@code Retry-After}. */
@Startup
@ApplicationScoped
public class ProblemResponses {
    private final ProblemDocuments documents;
    private final ObjectMapper json;
    private final Map<ErrorType, Counter> counters = new EnumMap<>(ErrorType.class);

    ProblemResponses(ProblemDocuments documents, ObjectMapper json, MeterRegistry meters) {
        this.documents = documents;
        this.json = json;
        // All counters start at 0. If a counter started with its first event, Prometheus would not detect that
        // increase.
        for (ErrorType type : ErrorType.values()) {
            counters.put(type, meters.counter("ssl.orders.problems", "type", type.slug()));
        }
    }

    /** Returns the response in the language of the client. Its {@code Vary} includes the values that the response already has. */
    Response.ResponseBuilder builder(ServiceException error, HttpServerRequest request) {
        Locale language = AcceptLanguage.of(request);
        Response.ResponseBuilder response = Response.status(ProblemCatalogue.status(error.type()))
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header(
                        HttpHeaders.VARY,
                        AcceptLanguage.vary(request.response().headers().getAll(HttpHeaders.VARY)))
                .entity(document(error, request, language));
        error.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, Problem.seconds(wait)));
        return response;
    }

    /** Rejects a request before it reaches the REST layer, without reading its body. Existing response headers are kept. */
    public void reject(HttpServerRequest request, ServiceException error) {
        boolean isHttp2 = request.version() == HttpVersion.HTTP_2;
        if (!isHttp2 && hasBody(request)) {
            // Otherwise the server would read the whole body in order to reuse the connection.
            request.response().putHeader("Connection", "close");
        }
        write(request, error);
        if (isHttp2 && !request.isEnded()) {
            // 0 is NO_ERROR: the response is complete, and the body is not needed (RFC 9113, 8.1).
            request.response().reset(0);
        }
    }

    /** Rejects a request and closes the connection, so that the server does not handle further requests on it. */
    void rejectAndClose(HttpServerRequest request, ServiceException error) {
        request.response().putHeader("Connection", "close");
        write(request, error).onComplete(written -> request.connection().close());
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains("Transfer-Encoding") : !length.equals("0");
    }

    private Future<Void> write(HttpServerRequest request, ServiceException error) {
        Locale language = AcceptLanguage.of(request);
        HttpServerResponse response = request.response()
                .setStatusCode(ProblemCatalogue.status(error.type()))
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        AcceptLanguage.describe(language, response);
        error.retryAfter()
                .ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Problem.seconds(wait))));
        return response.end(Buffer.buffer(document(error, request, language)));
    }

    /** Counts the error and returns its document as JSON. The document has no query, which can contain confidential data. */
    private byte[] document(ServiceException error, HttpServerRequest request, Locale language) {
        counters.get(error.type()).increment();
        return bytes(documents.of(error, PathReference.of(request.path()), language));
    }

    /** Returns the document as bytes, so that no writer of the REST layer changes it. */
    private byte[] bytes(Problem problem) {
        try {
            return json.writeValueAsBytes(problem.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
