package sslorders.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * An RFC 9457 problem document, ready to be written as JSON.
 *
 * @param status the HTTP status, repeated in the body
 * @param body the members in the order in which they are written
 */
public record Problem(int status, Map<String, Object> body) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * The document of a refusal.
     *
     * @param instance the path of the request, percent-encoded as it came in
     */
    public static Problem of(ServiceException refusal, String instance) {
        ErrorType type = refusal.type();
        ProblemCatalogue.Entry entry = ProblemCatalogue.of(type);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:ssl-orders:problem:" + type.slug());
        body.put("title", entry.title());
        body.put("status", entry.status());
        body.put("detail", refusal.getMessage());
        body.put("instance", instance);
        body.putAll(refusal.members());
        refusal.retryAfter().ifPresent(wait -> body.put("retryAfter", seconds(wait)));
        return new Problem(entry.status(), body);
    }

    /** Whole seconds, rounded up and at least one: to come back too early is to be refused again. */
    public static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}
