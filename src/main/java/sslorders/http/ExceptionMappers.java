package sslorders.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import sslorders.database.DatabaseErrors;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Maps every exception to a problem document, which contains no internal details. */
final class ExceptionMappers {
    private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);

    private final ProblemResponses problems;
    private final AllowedMethods allowedMethods;
    private final TraceIds traceIds;

    ExceptionMappers(ProblemResponses problems, AllowedMethods allowedMethods, TraceIds traceIds) {
        this.problems = problems;
        this.allowedMethods = allowedMethods;
        this.traceIds = traceIds;
    }

    @ServerExceptionMapper
    Response rejected(ServiceException rejection, HttpServerRequest request) {
        Response.ResponseBuilder response = problems.builder(rejection, request);
        boolean isBodyUnread =
                rejection.type() == ErrorType.PAYLOAD_TOO_LARGE || rejection.type() == ErrorType.REQUEST_REFUSED;
        if (isBodyUnread && request.version() != HttpVersion.HTTP_2) {
            // Otherwise the server would read the rest of the body in order to reuse the connection. HTTP/2 does not
            // need this header, because the server can end a single stream.
            response.header("Connection", "close");
        }
        return response.build();
    }

    // Both types are declared, because the response of Quarkus's mapper for the second type has no body.
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response unreadable(JsonProcessingException unreadable, HttpServerRequest request) {
        // The parser wraps exceptions that BodySizeFilter throws while the body is parsed.
        return unreadable.getCause() instanceof ServiceException rejection
                ? rejected(rejection, request)
                : rejected(JsonErrors.refusal(unreadable), request);
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException error, HttpServerRequest request) {
        if (error.getCause() instanceof JsonProcessingException unreadable) {
            return unreadable(unreadable, request);
        }
        int status = error.getResponse().getStatus();
        return switch (status) {
            case 404 -> notFound(request);
            case 405 -> methodNotAllowed(request);
            case 406 -> rejected(ErrorType.NOT_ACCEPTABLE, Detail.ACCEPT_JSON, request);
            case 413 -> rejected(ErrorType.PAYLOAD_TOO_LARGE, Detail.BODY_TOO_LARGE, request);
            case 415 -> rejected(ErrorType.UNSUPPORTED_MEDIA_TYPE, Detail.CONTENT_TYPE, request);
            default ->
                status >= 400 && status < 500
                        ? rejected(ErrorType.REQUEST_REFUSED, Detail.NOT_INTERPRETABLE, request)
                        : failed(error, request);
        };
    }

    // Quarkus has mappers for the same exceptions, but their responses have no body. The mappers with priority 1
    // replace them.

    @ServerExceptionMapper(priority = 1)
    Response unauthenticated(UnauthorizedException missing, HttpServerRequest request) {
        return challenge(new ServiceException(ErrorType.UNAUTHORIZED, Detail.TOKEN_MISSING), "Bearer", request);
    }

    @ServerExceptionMapper(priority = 1)
    Response badToken(AuthenticationFailedException failure, HttpServerRequest request) {
        return challenge(
                new ServiceException(ErrorType.UNAUTHORIZED, TokenErrors.detail(failure)),
                "Bearer error=\"invalid_token\"",
                request);
    }

    @ServerExceptionMapper(priority = 1)
    Response forbidden(ForbiddenException lacking, HttpServerRequest request, ResourceInfo resource) {
        PermissionsAllowed required = resource.getResourceMethod().getAnnotation(PermissionsAllowed.class);
        String scope = required == null ? "" : required.value()[0];
        return challenge(
                new ServiceException(ErrorType.INSUFFICIENT_SCOPE, Detail.SCOPE_REQUIRED, scope)
                        .with("requiredScope", scope),
                "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"",
                request);
    }

    /**
     * Handles an unavailable OIDC provider. The service fetches the provider's keys for the first request. Without these keys,
     * no token is valid.
     */
    @ServerExceptionMapper
    Response providerUnavailable(OIDCException failure, HttpServerRequest request) {
        LOG.warnf("The OIDC provider is unavailable: %s", failure.getMessage());
        return rejected(ServiceException.unavailable(Detail.UNAVAILABLE), request);
    }

    @ServerExceptionMapper
    Response clientDisconnected(ClientDisconnectedException failure, HttpServerRequest request) {
        // Without a stack trace, since a client can disconnect while any code runs.
        LOG.infof("%s: the client disconnected", failure.getMessage());
        return rejected(ErrorType.REQUEST_REFUSED, Detail.CONNECTION_CLOSED, request);
    }

    @ServerExceptionMapper
    Response failed(Throwable failure, HttpServerRequest request) {
        if (request.response().closed()) {
            LOG.infof("%s %s: the client disconnected", request.method(), request.path());
            return rejected(ErrorType.REQUEST_REFUSED, Detail.CLIENT_DISCONNECTED, request);
        }
        if (DatabaseErrors.isCauseOf(failure)) {
            // Without a stack trace, since every request would log one until the database is available again.
            LOG.warnf("The database is unavailable: %s", DatabaseErrors.describe(failure));
            return rejected(ServiceException.unavailable(Detail.UNAVAILABLE), request);
        }
        String traceId = traceIds.ofRequest();
        LOG.errorf(failure, "%s %s failed, trace id %s", request.method(), request.path(), traceId);
        return rejected(
                new ServiceException(ErrorType.INTERNAL_ERROR, Detail.TRACE_ID).with("traceId", traceId), request);
    }

    private Response notFound(HttpServerRequest request) {
        return rejected(ErrorType.NOT_FOUND, Detail.NO_OPERATION, request);
    }

    private Response methodNotAllowed(HttpServerRequest request) {
        String allowed = allowedMethods.of(request.path());
        if (allowed.isEmpty()) {
            return notFound(request);
        }
        return problems.builder(
                        new ServiceException(ErrorType.METHOD_NOT_ALLOWED, Detail.ALLOWED_METHODS, allowed), request)
                .header(HttpHeaders.ALLOW, allowed)
                .build();
    }

    private Response challenge(ServiceException rejection, String challenge, HttpServerRequest request) {
        return problems.builder(rejection, request)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    private Response rejected(ErrorType type, Detail detail, HttpServerRequest request) {
        return rejected(new ServiceException(type, detail), request);
    }
}
