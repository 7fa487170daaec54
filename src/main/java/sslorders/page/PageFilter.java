package sslorders.page;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives responses of the page their security headers, and errors of the page a form that a person can read. */
@ApplicationScoped
class PageFilter {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final int FIRST_ERROR = 400;

    private final boolean isOn;
    private final PageErrors errors;

    PageFilter(PageConfig config, PageErrors errors) {
        this.isOn = config.enabled();
        this.errors = errors;
    }

    /**
     * Hides the type of a body that an API request without a body cannot have. Otherwise the CSRF filter, which the server runs for
     * every operation, would have a form read.
     */
    @ServerRequestFilter(preMatching = true)
    void hideFormType(HttpServerRequest request) {
        boolean hasNoForm = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        if (hasNoForm && request.headers().contains(HttpHeaders.CONTENT_TYPE)) {
            request.headers().remove(HttpHeaders.CONTENT_TYPE);
        }
    }

    @ServerResponseFilter
    void finish(ContainerRequestContext context, ContainerResponseContext response, HttpServerRequest request) {
        if (!isOn || !PagePaths.isPage(request.path())) {
            return;
        }
        boolean isHtml = response.getMediaType() != null
                && response.getMediaType().isCompatible(MediaType.TEXT_HTML_TYPE);
        if (response.getStatus() >= FIRST_ERROR && !(isHtml && response.hasEntity())) {
            Response error = errors.of(response.getStatus(), response.getEntity(), request);
            response.setEntity(error.getEntity(), null, error.getMediaType());
            error.getHeaders().forEach((name, values) -> response.getHeaders().put(name, values));
        }
        response.getHeaders().putSingle("Content-Security-Policy", POLICY);
    }
}
