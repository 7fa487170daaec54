package sslorders.resend;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.ServiceException;
import sslorders.http.NoQueryParameters;
import sslorders.order.OrderId;

/** HTTP resource that accepts resends. The contract is {@code openapi.yaml}. */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ResendResource {
    private final ResendService service;
    private final ResendResponses responses;
    private final Caller caller;

    ResendResource(ResendService service, ResendResponses responses, Caller caller) {
        this.service = service;
        this.responses = responses;
        this.caller = caller;
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
        return RestResponse.status(
                Response.Status.ACCEPTED, responses.send(submission, preferences, "/ssl/orders", http.response()));
    }

    /**
     * The body of the request.
     *
     * @param expectedRecipient the address that the user confirmed; null if absent
     * @param reference the client's own reference for the request; null if absent
     */
    record ResendRequest(String expectedRecipient, String reference) {}
}
