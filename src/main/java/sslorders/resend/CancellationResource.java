package sslorders.resend;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.order.OrderId;

/** HTTP resource that cancels a pending resend of the account. The contract is {@code openapi.yaml}. */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class CancellationResource {
    private final ResendInterventions interventions;
    private final Caller caller;

    CancellationResource(ResendInterventions interventions, Caller caller) {
        this.interventions = interventions;
        this.caller = caller;
    }

    @POST
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resends/{resendId}/cancellation")
    @PermissionsAllowed(Scopes.RESEND)
    public ResendView cancel(@PathParam("id") String id, @PathParam("resendId") String resendId) {
        AccountId account = caller.account();
        return OrderId.parse(id)
                .flatMap(order -> Resend.parseId(resendId)
                        .map(resend -> interventions.cancel(account, order, resend, caller.subject())))
                .orElseThrow(ResendProblems::notFound);
    }
}
