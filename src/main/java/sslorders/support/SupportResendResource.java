package sslorders.support;

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
import sslorders.account.Scopes;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.http.NoQueryParameters;
import sslorders.http.OperatorOperation;
import sslorders.resend.IdempotencyKey;
import sslorders.resend.Preferences;
import sslorders.resend.RequestReference;
import sslorders.resend.ResendResponses;
import sslorders.resend.ResendView;

/** HTTP resource that accepts resends of support agents on behalf of an account. The contract is {@code openapi.yaml}. */
@Path(OwnedOrders.PATH)
@Produces(MediaType.APPLICATION_JSON)
@OperatorOperation
@RunOnVirtualThread
class SupportResendResource {
    private final SupportResends resends;
    private final ResendResponses responses;

    SupportResendResource(SupportResends resends, ResendResponses responses) {
        this.resends = resends;
        this.responses = responses;
    }

    @POST
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resend")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Scopes.SUPPORT)
    public RestResponse<ResendView> resend(
            @PathParam("id") String id, SupportResendRequest request, @Context HttpServerRequest http) {
        if (request == null) {
            throw ServiceException.invalid(InputError.inBody("", Detail.JSON_OBJECT));
        }
        Reason reason = Reason.parse(request.reason());
        Optional<RequestReference> reference =
                Optional.ofNullable(request.reference()).map(RequestReference::parse);
        Optional<IdempotencyKey> key = IdempotencyKey.parse(http.headers().getAll("Idempotency-Key"));
        Preferences preferences = Preferences.parse(http.headers().getAll("Prefer"));
        ResendView resend = responses.send(
                resends.submit(
                        id,
                        new SupportResends.Request(
                                new Justification(reason, reference),
                                Optional.ofNullable(request.expectedRecipient()),
                                Boolean.TRUE.equals(request.skipCoolDown()),
                                key,
                                preferences)),
                preferences,
                OwnedOrders.PATH,
                http.response());
        return RestResponse.status(Response.Status.ACCEPTED, resend);
    }

    /**
     * The body of the request.
     *
     * @param reason why the agent requests the resend
     * @param reference the agent's own reference for the request; null if absent
     * @param expectedRecipient the address that the customer confirmed; null if absent
     * @param skipCoolDown whether the cool-down of the order does not apply; null if absent
     */
    record SupportResendRequest(String reason, String reference, String expectedRecipient, Boolean skipCoolDown) {}
}
