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
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Adds security headers to the page's responses, and converts the page's errors to readable messages. */
@ApplicationScoped
class PageFilter {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final int FIRST_ERROR = 400;

    /** The maximum length of a form in bytes: several times the length of the longest form. */
    private static final int MAX_FORM = 16_384;

    private static final int MAX_DIGITS = 9;

    private final boolean isOn;
    private final PageErrors errors;

    PageFilter(PageConfig config, PageErrors errors) {
        this.isOn = config.enabled();
        this.errors = errors;
    }

    /**
     * Removes the content type of a request that cannot have a body. Otherwise, the CSRF filter, which runs for every operation, would
     * read a form.
     */
    @ServerRequestFilter(preMatching = true)
    void hideFormType(HttpServerRequest request) {
        boolean hasNoForm = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        if (hasNoForm && request.headers().contains(HttpHeaders.CONTENT_TYPE)) {
            request.headers().remove(HttpHeaders.CONTENT_TYPE);
        }
    }

    /**
     * Limits the length of a form. The server does not limit a form as a whole, and the limit on JSON bodies does not apply to forms.
     */
    @ServerRequestFilter(preMatching = true)
    void limitForm(HttpServerRequest request) {
        if (isOn && request.method() == HttpMethod.POST && PagePaths.isPage(request.path())) {
            String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            if (length == null || length.length() > MAX_DIGITS || Integer.parseInt(length) > MAX_FORM) {
                throw new ServiceException(ErrorType.PAYLOAD_TOO_LARGE, Detail.FORM_LIMIT, MAX_FORM);
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
