package sslorders.ca;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An HTTP request to a CA: the path below the configured URL, the headers and the body. The body is serialized when the request is
 * created, so that the bytes that are sent are the bytes that were signed. Immutable.
 */
public final class CaRequest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The characters that are not escaped in a path segment (RFC 3986, 3.3). */
    private static final String SEGMENT =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@";

    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final Optional<byte[]> body;
    private final Optional<String> omittedField;

    private CaRequest(
            String method,
            String path,
            Map<String, String> headers,
            Optional<byte[]> body,
            Optional<String> omittedField) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.omittedField = omittedField;
    }

    /**
     * Returns a GET request without a body.
     *
     * @param segments the path segments, which are escaped; if there are none, the request goes to the configured URL
     */
    public static CaRequest get(String... segments) {
        return new CaRequest("GET", path(segments), Map.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns an OPTIONS request without a body.
     *
     * @param segments the segments of the path, as in {@link #get}
     */
    public static CaRequest options(String... segments) {
        return new CaRequest("OPTIONS", path(segments), Map.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns a POST request with an empty body, which can be replaced.
     *
     * @param segments the segments of the path, as in {@link #get}
     */
    public static CaRequest post(String... segments) {
        return new CaRequest("POST", path(segments), Map.of(), Optional.of(new byte[0]), Optional.empty());
    }

    /** Returns a copy with an additional query parameter. */
    public CaRequest query(String name, String value) {
        // "~" is escaped in a form, but not in a query.
        String parameter = (form(name) + '=' + form(value)).replace("%7E", "~");
        return new CaRequest(method, path + (path.contains("?") ? '&' : '?') + parameter, headers, body, omittedField);
    }

    /** Returns a copy with the given header. */
    public CaRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new CaRequest(method, path, more, body, omittedField);
    }

    /** Returns a copy with the given {@code Accept} header. */
    public CaRequest accept(String mediaType) {
        return header("Accept", mediaType);
    }

    /** Returns a copy with an object as the JSON body. */
    public CaRequest json(Object object) {
        try {
            return body("application/json", JSON.writeValueAsBytes(object));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    /** Returns a copy with a form body in UTF-8. The parameters are in the order of the map. */
    public CaRequest form(Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(parameter -> form(parameter.getKey()) + '=' + form(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return body("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns a copy with exactly the given bytes as body. */
    public CaRequest body(String mediaType, byte[] bytes) {
        return new CaRequest(method, path, header("Content-Type", mediaType).headers, Optional.of(bytes), omittedField);
    }

    /**
     * Returns a copy whose JSON response is read without the values of a field, at any depth. The response may contain up to 16
     * MiB, including these values, which are not stored in memory.
     */
    public CaRequest omitting(String field) {
        return new CaRequest(method, path, headers, body, Optional.of(field));
    }

    Optional<String> omittedField() {
        return omittedField;
    }

    String method() {
        return method;
    }

    /** Returns the request target below the path of the configured URL. */
    String target(String base) {
        boolean isWhole = path.isEmpty() || path.startsWith("?");
        String below = isWhole ? base : base.replaceAll("/+$", "");
        return (below.isEmpty() && isWhole ? "/" : below) + path;
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<byte[]> body() {
        return body;
    }

    private static String path(String... segments) {
        return Stream.of(segments).map(segment -> '/' + escaped(segment)).collect(Collectors.joining());
    }

    private static String escaped(String segment) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
            if (SEGMENT.indexOf(octet) >= 0) {
                escaped.append((char) octet);
            } else {
                escaped.append("%%%02X".formatted(octet));
            }
        }
        return escaped.toString();
    }

    private static String form(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns only the method, so that no content of the request can be logged. */
    @Override
    public String toString() {
        return method;
    }
}
