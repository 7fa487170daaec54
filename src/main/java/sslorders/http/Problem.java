package sslorders.http;

import java.time.Duration;
import java.util.Map;

/**
 * A problem document (RFC 9457) that can be serialized as JSON.
 *
 * @param status the HTTP status, repeated in the body
 * @param body the members, in their order in the document
 */
public record Problem(int status, Map<String, Object> body) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Returns the number of seconds, rounded up and at least 1, so that a client does not retry too early. */
    public static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}
