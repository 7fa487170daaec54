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

/** Turns refusals into HTTP responses: the problem document, {@code Retry-After} and the challenge of a 401 or 403. Counts them. */
@Startup
@ApplicationScoped
public class ProblemResponses {
    private final ObjectMapper json;
    private final MeterRegistry meters;

    ProblemResponses(ObjectMapper json, MeterRegistry meters) {
        this.json = json;
        this.meters = meters;
        // All from the start, at 0: of a counter that begins with its first event, Prometheus sees no increase.
        for (ErrorType type : ErrorType.values()) {
            counter(type);
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
        counter(refusal.type()).increment();
        return bytes(Problem.of(refusal, instance));
    }

    private Counter counter(ErrorType type) {
        return meters.counter("ssl.orders.problems", "type", type.slug());
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
