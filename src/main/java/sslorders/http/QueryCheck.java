package sslorders.http;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/** Rejects requests with query parameters if the operation has {@link NoQueryParameters}. */
class QueryCheck {
    @NoQueryParameters
    @ServerRequestFilter(priority = FilterOrder.QUERY_CHECK)
    void check(UriInfo uri) {
        List<InputError> errors = uri.getQueryParameters().keySet().stream()
                .map(name -> InputError.inQuery(name, Detail.NO_QUERY_PARAMETERS))
                .toList();
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
    }
}
