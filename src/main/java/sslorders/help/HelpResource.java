package sslorders.help;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import java.util.Locale;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.http.AcceptLanguage;
import sslorders.http.ConditionalResponses;
import sslorders.http.NoQueryParameters;
import sslorders.http.PublicOperation;

/** HTTP resource of the pages that explain the problem types. The contract is {@code openapi.yaml}. */
@Path("/problems")
@EndpointDisabled(name = "ssl-orders.problem.help-pages", stringValue = "false")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RunOnVirtualThread
class HelpResource {
    /** A page changes only with a release, so an hour is short enough for the time after an upgrade. */
    private static final String CACHE = "public, max-age=3600";

    private final HelpPages pages;

    HelpResource(HelpPages pages) {
        this.pages = pages;
    }

    @GET
    @NoQueryParameters
    @Path("/{slug}")
    @PermitAll
    @PublicOperation
    public RestResponse<String> page(
            @PathParam("slug") String slug, @Context Request request, @Context HttpServerRequest http) {
        ErrorType type = Stream.of(ErrorType.values())
                .filter(each -> each.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new ServiceException(ErrorType.NOT_FOUND, Detail.NO_OPERATION));
        Locale language = AcceptLanguage.of(http);
        HelpPages.Page page = pages.of(type, language);
        AcceptLanguage.describe(language, http.response());
        // Replaces the value that each response of the service has; a header of the JAX-RS response would be a second
        // one.
        http.response().putHeader(HttpHeaders.CACHE_CONTROL, CACHE);
        return ConditionalResponses.tagged(page.html(), page.tag(), request)
                .header("Content-Security-Policy", pages.policy())
                .build();
    }
}
