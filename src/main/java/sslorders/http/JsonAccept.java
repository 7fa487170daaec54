package sslorders.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Removes an {@code Accept} header that permits any JSON type, so that the operation can use its own JSON type. Many generated
 * clients send only one of the types in the contract, such as the type of problems, but can read all of them.
 */
class JsonAccept {
    private static final String IMPORT = "/ssl/orders/import";
    private static final Pattern JSON = Pattern.compile("\\*/\\*|application/(?:\\*|json|[^/;\\s]+\\+json)");

    /** The media types for newline-delimited JSON, which is the response of an import. */
    private static final Pattern LINES = Pattern.compile("application/(?:x-)?(?:ndjson|jsonl)");

    private static final Pattern EXCLUDED = Pattern.compile(".*;\\s*q\\s*=\\s*0(?:\\.0*)?\\s*(?:;.*)?");

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.JSON_ACCEPT)
    void check(HttpServerRequest request) {
        List<String> accept = request.headers().getAll(HttpHeaders.ACCEPT);
        if (allowsJson(accept) || IMPORT.equals(request.path()) && allowsLines(accept)) {
            request.headers().remove(HttpHeaders.ACCEPT);
        }
    }

    /**
     * Returns true if the header permits any JSON type.
     *
     * @param accept the values of the header
     */
    static boolean allowsJson(List<String> accept) {
        return ranges(accept).anyMatch(range -> JSON.matcher(range).matches());
    }

    /**
     * Returns true if the header permits newline-delimited JSON.
     *
     * @param accept the values of the header
     */
    static boolean allowsLines(List<String> accept) {
        return ranges(accept).anyMatch(range -> LINES.matcher(range).matches());
    }

    /** Returns the media ranges without parameters. Ranges that the client excludes with {@code q=0} are omitted. */
    private static Stream<String> ranges(List<String> accept) {
        return accept.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(range -> range.strip().toLowerCase(Locale.ROOT))
                .filter(range -> !EXCLUDED.matcher(range).matches())
                .map(range -> range.split(";", 2)[0].strip());
    }
}
