package sslorders.resend;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.ServiceException;
import sslorders.http.NoQueryParameters;
import sslorders.http.Problem;
import sslorders.order.OrderId;

/** HTTP resource that accepts resends. The contract is {@code openapi.yaml}. */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ResendResource {
    private final ResendService service;
    private final Duration maxWait;
    private final Caller caller;
    private final InstantSource clock;

    ResendResource(ResendService service, ResendConfig config, Caller caller, InstantSource clock) {
        this.service = service;
        this.maxWait = config.maxWait();
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resend")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Scopes.RESEND)
    public RestResponse<ResendView> resend(
            @PathParam("id") String id, ResendRequest request, @Context HttpServerRequest http) {
        // Read from the request, because a method parameter cannot distinguish an empty key from a missing key.
        Preferences preferences = Preferences.parse(http.headers().getAll("Prefer"));
        Optional<ResendRequest> body = Optional.ofNullable(request);
        Submission submission = service.submit(new ResendCommand(
                caller.account(),
                OrderId.parse(id).orElseThrow(ServiceException::orderNotFound),
                caller.subject(),
                caller.actor(),
                body.map(ResendRequest::expectedRecipient),
                body.map(ResendRequest::reference).map(RequestReference::parse),
                IdempotencyKey.parse(http.headers().getAll("Idempotency-Key")),
                preferences));
        // The headers are set on the response, because a problem response about a resend also contains them.
        HttpServerResponse response = http.response();
        response.putHeader(HttpHeaders.LOCATION, location(submission.resend()));
        if (submission.isReplay()) {
            response.putHeader("Idempotency-Replayed", "true");
        } else {
            preferences.applied(maxWait).ifPresent(applied -> response.putHeader("Preference-Applied", applied));
        }
        submission.problem().ifPresent(problem -> {
            throw problem;
        });
        submission
                .resend()
                .changesAfter(clock.instant())
                .ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Problem.seconds(wait))));
        return RestResponse.status(Response.Status.ACCEPTED, submission.resend().view());
    }

    /** Returns a path without a host, because behind a proxy the service cannot determine its public host name. */
    private static String location(Resend resend) {
        return "/ssl/orders/" + resend.requested().order() + "/fulfillment-email/resends/" + resend.id();
    }

    /**
     * The body of the request.
     *
     * @param expectedRecipient the address that the user confirmed; null if absent
     * @param reference the client's own reference for the request; null if absent
     */
    record ResendRequest(String expectedRecipient, String reference) {}
}
