package sslorders.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * A problem document (RFC 9457) that can be serialized as JSON.
 *
 * @param status the HTTP status, repeated in the body
 * @param body the members, in their order in the document
 */
public record Problem(int status, Map<String, Object> body) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * Returns the document for an exception.
     *
     * @param instance the path of the request as a URI reference
     */
    public static Problem of(ServiceException error, String instance) {
        ErrorType type = error.type();
        ProblemCatalogue.Entry entry = ProblemCatalogue.of(type);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:ssl-orders:problem:" + type.slug());
        body.put("title", entry.title());
        body.put("status", entry.status());
        body.put("detail", error.getMessage());
        body.put("instance", instance);
        body.putAll(error.members());
        error.retryAfter().ifPresent(wait -> body.put("retryAfter", seconds(wait)));
        return new Problem(entry.status(), body);
    }

    /** Returns the number of seconds, rounded up and at least 1, so that a client does not retry too early. */
    public static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}
