package sslorders.page;

import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads the parts of a request that all screens have. */
final class Requests {
    private Requests() {}

    /**
     * Returns the first value of each parameter. Unknown parameters are ignored, because identity providers add some to the address.
     */
    static Map<String, String> parameters(UriInfo uri) {
        Map<String, String> parameters = new HashMap<>();
        uri.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
        return parameters;
    }

    /** Returns the address of the request, without the host. */
    static String address(UriInfo uri) {
        return PagePaths.own(
                uri.getRequestUri().getRawQuery() == null
                        ? uri.getRequestUri().getRawPath()
                        : uri.getRequestUri().getRawPath() + "?"
                                + uri.getRequestUri().getRawQuery());
    }

    /** Returns a new idempotency key. */
    static String newKey() {
        return UUID.randomUUID().toString();
    }
}
