package sslorders.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Rejects paths that are not in normal form with 404. The server would normalize them before matching: it removes empty segments,
 * dot segments (RFC 3986, 5.2.4) and matrix parameters. For example, {@code /ssl/orders/%2E} would match the list.
 */
class PathForm {
    private static final Pattern DOT_SEGMENT = Pattern.compile("/(?:\\.|%2[Ee]){1,2}(?:/|$)");

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.PATH_FORM)
    void check(HttpServerRequest request) {
        if (!isNormal(request.path())) {
            throw new ServiceException(ErrorType.NOT_FOUND, Detail.NO_OPERATION);
        }
    }

    /**
     * Returns true if the path has no empty segment, no dot segment and no matrix parameter.
     *
     * @param path the path as received; null if the request has none
     */
    static boolean isNormal(String path) {
        return path != null
                && path.indexOf(';') < 0
                && !path.contains("//")
                && !path.endsWith("/")
                && !DOT_SEGMENT.matcher(path).find();
    }
}
