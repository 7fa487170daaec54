package sslorders.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

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

    Response.ResponseBuilder builder(RefusedException refusal, String instance) {
        Response.ResponseBuilder response = Response.status(
                        ProblemCatalogue.of(refusal.type()).status())
                .type(Problem.MEDIA_TYPE)
                .entity(document(refusal, instance));
        refusal.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, Problem.seconds(wait)));
        return response;
    }

    /**
     * The document as JSON, counted.
     *
     * @param instance the path of the request
     */
    public byte[] document(RefusedException refusal, String instance) {
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
