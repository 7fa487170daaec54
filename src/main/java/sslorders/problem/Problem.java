package sslorders.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An RFC 9457 problem document, ready to be written as JSON.
 *
 * @param status the HTTP status, repeated in the body
 * @param body the members in the order in which they are written
 */
record Problem(int status, Map<String, Object> body) {
    static final String MEDIA_TYPE = "application/problem+json";

    /**
     * @param instance the path of the request, percent-encoded as it came in
     */
    static Problem of(ErrorType type, String detail, String instance, Map<String, Object> members) {
        ProblemCatalogue.Entry entry = ProblemCatalogue.of(type);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:ssl-orders:problem:" + type.slug());
        body.put("title", entry.title());
        body.put("status", entry.status());
        body.put("detail", detail);
        body.put("instance", instance);
        body.putAll(members);
        return new Problem(entry.status(), body);
    }
}
