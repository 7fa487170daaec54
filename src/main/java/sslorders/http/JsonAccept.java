package sslorders.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Treats an {@code Accept} that allows any JSON type as one that allows the type of the operation. Many generated clients send
 * only one of the types that the contract lists, such as that of the problems, and can read the other one as well.
 */
class JsonAccept {
    private static final String IMPORT = "/ssl/orders/import";
    private static final Pattern JSON = Pattern.compile("\\*/\\*|application/(?:\\*|json|[^/;\\s]+\\+json)");

    /** The response of an import is lines of JSON, a type with several names. */
    private static final Pattern LINES = Pattern.compile("application/(?:x-)?(?:ndjson|jsonl)");

    private static final Pattern EXCLUDED = Pattern.compile(".*;\\s*q\\s*=\\s*0(?:\\.0*)?\\s*(?:;.*)?");

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.JSON_ACCEPT)
    void check(HttpServerRequest request) {
        List<String> accept = request.headers().getAll(HttpHeaders.ACCEPT);
        if (allowsJson(accept) || IMPORT.equals(request.path()) && allowsLines(accept)) {
            request.headers().remove(HttpHeaders.ACCEPT);
        }
    }

    /** @param accept the values of the header */
    static boolean allowsJson(List<String> accept) {
        return ranges(accept).anyMatch(range -> JSON.matcher(range).matches());
    }

    /** @param accept the values of the header */
    static boolean allowsLines(List<String> accept) {
        return ranges(accept).anyMatch(range -> LINES.matcher(range).matches());
    }

    /** The media ranges without their parameters, except for those that the client excludes. */
    private static Stream<String> ranges(List<String> accept) {
        return accept.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(range -> range.strip().toLowerCase(Locale.ROOT))
                .filter(range -> !EXCLUDED.matcher(range).matches())
                .map(range -> range.split(";", 2)[0].strip());
    }
}
