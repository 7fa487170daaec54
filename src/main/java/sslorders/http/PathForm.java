package sslorders.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Answers 404 to a path that no operation has. The server would match it nevertheless: it removes empty and dot segments
 * (RFC 3986, 5.2.4) and matrix parameters, so that {@code /ssl/orders/%2E} would be the list.
 */
class PathForm {
    private static final Pattern DOT_SEGMENT = Pattern.compile("/(?:\\.|%2[Ee]){1,2}(?:/|$)");

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.PATH_FORM)
    void check(HttpServerRequest request) {
        if (!isNormal(request.path())) {
            throw new ServiceException(ErrorType.NOT_FOUND, "The service has no operation with this path.");
        }
    }

    /**
     * @param path as it came in; null for none
     */
    static boolean isNormal(String path) {
        return path != null
                && path.indexOf(';') < 0
                && !path.contains("//")
                && !path.endsWith("/")
                && !DOT_SEGMENT.matcher(path).find();
    }
}
