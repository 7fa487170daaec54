package sslorders.http;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Adds {@code Deprecation} and {@code Sunset} to the responses of operations with {@link DeprecatedOperation}. */
class DeprecationHeaders {

    // Here, the annotation only binds the filter. The filter reads the values of the operation's annotation.
    @DeprecatedOperation(since = "")
    @ServerResponseFilter
    void add(ResourceInfo resource, ContainerResponseContext response) {
        DeprecatedOperation deprecated = resource.getResourceMethod().getAnnotation(DeprecatedOperation.class);
        MultivaluedMap<String, Object> headers = response.getHeaders();
        // A date of structured fields: seconds after 1970-01-01 (RFC 9651, 3.3.7).
        headers.putSingle("Deprecation", "@" + start(deprecated.since()).getEpochSecond());
        if (!deprecated.sunset().isEmpty()) {
            headers.putSingle("Sunset", DateHeader.IMF_FIXDATE.format(start(deprecated.sunset())));
        }
    }

    private static Instant start(String date) {
        return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
