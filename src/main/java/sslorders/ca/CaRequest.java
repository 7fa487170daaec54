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
 * An HTTP request to a CA, as its dialect wants it: the path below the configured URL, headers and body. The body is made
 * when the request is, so that what is signed is what is sent. Immutable.
 */
public final class CaRequest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** RFC 3986, 3.3: what a segment of a path has unescaped. */
    private static final String SEGMENT =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@";

    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final Optional<byte[]> body;
    private final Optional<String> leftOut;

    private CaRequest(
            String method, String path, Map<String, String> headers, Optional<byte[]> body, Optional<String> leftOut) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.leftOut = leftOut;
    }

    /**
     * A request without a body.
     *
     * @param segments each is one segment of the path, and is escaped; without any, the configured URL itself
     */
    public static CaRequest get(String... segments) {
        return new CaRequest("GET", path(segments), Map.of(), Optional.empty(), Optional.empty());
    }

    /**
     * A request with an empty body, until it gets another one.
     *
     * @param segments as of {@link #get}
     */
    public static CaRequest post(String... segments) {
        return new CaRequest("POST", path(segments), Map.of(), Optional.of(new byte[0]), Optional.empty());
    }

    /** The same with one parameter more in the query. */
    public CaRequest query(String name, String value) {
        // A query has "~" as it is; a form does not.
        String parameter = (form(name) + '=' + form(value)).replace("%7E", "~");
        return new CaRequest(method, path + (path.contains("?") ? '&' : '?') + parameter, headers, body, leftOut);
    }

    /** The same with that header. */
    public CaRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new CaRequest(method, path, more, body, leftOut);
    }

    /** The same, and the media type that the reply should have. */
    public CaRequest accept(String mediaType) {
        return header("Accept", mediaType);
    }

    /** The same with that object as JSON. */
    public CaRequest json(Object object) {
        try {
            return body("application/json", JSON.writeValueAsBytes(object));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    /** The same with a form, in UTF-8; the parameters keep the order of the map. */
    public CaRequest form(Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(parameter -> form(parameter.getKey()) + '=' + form(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return body("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
    }

    /** The same with exactly those bytes. */
    public CaRequest body(String mediaType, byte[] bytes) {
        return new CaRequest(method, path, header("Content-Type", mediaType).headers, Optional.of(bytes), leftOut);
    }

    /**
     * The same, and of a JSON reply the values of that field are left out while they come in, wherever the field is. The reply may
     * have 16 MiB with them.
     */
    public CaRequest leavingOut(String field) {
        return new CaRequest(method, path, headers, body, Optional.of(field));
    }

    Optional<String> leftOut() {
        return leftOut;
    }

    String method() {
        return method;
    }

    /** The request target, given the path of the configured URL. */
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

    /** Says nothing of what is in it, so that no log line can. */
    @Override
    public String toString() {
        return method;
    }
}
