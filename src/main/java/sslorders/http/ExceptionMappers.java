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
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** The edge: whatever a request ends in, the client gets a problem document, and only what is written for it. */
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
    Response refused(ServiceException refusal, HttpServerRequest request) {
        Response.ResponseBuilder response = problems.builder(refusal, instance(request));
        boolean isBodyLeft =
                refusal.type() == ErrorType.PAYLOAD_TOO_LARGE || refusal.type() == ErrorType.REQUEST_REFUSED;
        if (isBodyLeft && request.version() != HttpVersion.HTTP_2) {
            // The rest of the body is still on its way; without this the server would read all of it to reuse the
            // connection. HTTP/2 knows no such header, and ends the stream alone.
            response.header("Connection", "close");
        }
        return response.build();
    }

    // For both types, since Quarkus has a mapper of its own for the second, which answers without a body.
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response unreadable(JsonProcessingException unreadable, HttpServerRequest request) {
        // The limit on bodies strikes within the parser, which wraps what it did not throw itself.
        return unreadable.getCause() instanceof ServiceException refusal
                ? refused(refusal, request)
                : refused(JsonErrors.refusal(unreadable), request);
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
            case 406 ->
                refused(
                        ErrorType.NOT_ACCEPTABLE,
                        "None of the media types in Accept is available. Accept application/json.",
                        request);
            case 413 -> refused(ErrorType.PAYLOAD_TOO_LARGE, "The request body exceeds the size limit.", request);
            case 415 ->
                refused(
                        ErrorType.UNSUPPORTED_MEDIA_TYPE,
                        "This operation does not accept a body with this Content-Type.",
                        request);
            default ->
                status >= 400 && status < 500
                        ? refused(ErrorType.REQUEST_REFUSED, "The server cannot interpret the request.", request)
                        : failed(error, request);
        };
    }

    // The two above USER priority replace Quarkus's own mappers of the same exceptions, whose answers have no body.

    @ServerExceptionMapper(priority = 1)
    Response unauthenticated(UnauthorizedException missing, HttpServerRequest request) {
        return challenge(
                new ServiceException(
                        ErrorType.UNAUTHORIZED,
                        "The request has no access token. Send the header Authorization: Bearer <token>."),
                "Bearer",
                request);
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
                new ServiceException(ErrorType.INSUFFICIENT_SCOPE, "This operation requires the scope " + scope + ".")
                        .with("requiredScope", scope),
                "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"",
                request);
    }

    /** The provider's keys are fetched at the first request that needs them, and kept; without any, nobody is known. */
    @ServerExceptionMapper
    Response providerAway(OIDCException failure, HttpServerRequest request) {
        LOG.warnf("The OIDC provider is away: %s", failure.getMessage());
        return refused(ServiceException.unavailable("The service is temporarily unavailable. Retry later."), request);
    }

    @ServerExceptionMapper
    Response gone(ClientDisconnectedException gone, HttpServerRequest request) {
        // No stack trace, since it would say where the service was by chance.
        LOG.infof("%s: the client is gone", gone.getMessage());
        return refused(
                ErrorType.REQUEST_REFUSED, "The connection was closed before the request was complete.", request);
    }

    @ServerExceptionMapper
    Response failed(Throwable failure, HttpServerRequest request) {
        if (request.response().closed()) {
            LOG.infof("%s %s: the client disconnected", request.method(), request.path());
            return refused(ErrorType.REQUEST_REFUSED, "The client disconnected.", request);
        }
        if (DatabaseErrors.isCauseOf(failure)) {
            // No stack trace, since it would be that of every request until the database is available again.
            LOG.warnf("The database is unavailable: %s", DatabaseErrors.describe(failure));
            return refused(
                    ServiceException.unavailable("The service is temporarily unavailable. Retry later."), request);
        }
        String traceId = traceIds.ofRequest();
        LOG.errorf(failure, "%s %s failed, trace id %s", request.method(), request.path(), traceId);
        return refused(
                new ServiceException(ErrorType.INTERNAL_ERROR, "Quote this trace ID to the operator.")
                        .with("traceId", traceId),
                request);
    }

    private Response notFound(HttpServerRequest request) {
        return refused(ErrorType.NOT_FOUND, "The service has no operation with this path.", request);
    }

    private Response methodNotAllowed(HttpServerRequest request) {
        String allowed = allowedMethods.of(request.path());
        if (allowed.isEmpty()) {
            return notFound(request);
        }
        return problems.builder(
                        new ServiceException(ErrorType.METHOD_NOT_ALLOWED, "Allowed methods: " + allowed + "."),
                        instance(request))
                .header(HttpHeaders.ALLOW, allowed)
                .build();
    }

    private Response challenge(ServiceException refusal, String challenge, HttpServerRequest request) {
        return problems.builder(refusal, instance(request))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    private Response refused(ErrorType type, String detail, HttpServerRequest request) {
        return refused(new ServiceException(type, detail), request);
    }

    /** The path only: a query may carry what should not be repeated. */
    private static String instance(HttpServerRequest request) {
        return PathReference.of(request.path());
    }
}
