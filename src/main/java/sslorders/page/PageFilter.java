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
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Gives responses of the page their security headers, and errors of the page a form that a person can read. */
@ApplicationScoped
class PageFilter {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final int FIRST_ERROR = 400;

    /** Several times the longest form, in bytes. */
    private static final int MAX_FORM = 16_384;

    private static final int MAX_DIGITS = 9;

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

    /** The server does not limit a form as a whole, and the limit on JSON bodies does not apply to forms. */
    @ServerRequestFilter(preMatching = true)
    void limitForm(HttpServerRequest request) {
        if (isOn && request.method() == HttpMethod.POST && PagePaths.isPage(request.path())) {
            String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            if (length == null || length.length() > MAX_DIGITS || Integer.parseInt(length) > MAX_FORM) {
                throw new ServiceException(
                        ErrorType.PAYLOAD_TOO_LARGE, "A form must have a length of at most " + MAX_FORM + " bytes.");
            }
        }
    }

    @ServerResponseFilter
    void finish(ContainerRequestContext context, ContainerResponseContext response, HttpServerRequest request) {
        if (!isOn || !PagePaths.isPage(request.path())) {
            return;
        }
        boolean isHtml =
                response.getMediaType() != null && response.getMediaType().isCompatible(MediaType.TEXT_HTML_TYPE);
        if (response.getStatus() >= FIRST_ERROR && !(isHtml && response.hasEntity())) {
            Response error = errors.of(response.getStatus(), response.getEntity(), request);
            response.setEntity(error.getEntity(), null, error.getMediaType());
            error.getHeaders().forEach((name, values) -> response.getHeaders().put(name, values));
        }
        response.getHeaders().putSingle("Content-Security-Policy", POLICY);
    }
}
