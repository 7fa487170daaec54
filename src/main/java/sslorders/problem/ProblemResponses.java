package sslorders.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns refusals into HTTP answers: the problem document, {@code Retry-After} and the challenge of a 401 or 403. */
@ApplicationScoped
final class ProblemResponses {
    private final ObjectMapper json;

    ProblemResponses(ObjectMapper json) {
        this.json = json;
    }

    Response.ResponseBuilder builder(RefusedException refusal, String instance) {
        Map<String, Object> members = new LinkedHashMap<>(refusal.members());
        refusal.retryAfter().ifPresent(wait -> members.put("retryAfter", seconds(wait)));
        Problem problem = Problem.of(refusal.type(), refusal.getMessage(), instance, members);
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(bytes(problem));
        refusal.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, seconds(wait)));
        return response;
    }

    /** The document as bytes, so that no other writer of the server has a say in it. */
    private byte[] bytes(Problem problem) {
        try {
            return json.writeValueAsBytes(problem.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole seconds, rounded up and at least one: to come back too early is to be refused again. */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}
