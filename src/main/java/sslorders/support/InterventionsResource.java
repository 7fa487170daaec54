package sslorders.support;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.Scopes;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.http.OperatorOperation;
import sslorders.http.Problem;
import sslorders.resend.RequestReference;
import sslorders.resend.ResendView;

/** HTTP resource with which support agents end or continue a resend of a customer. The contract is {@code openapi.yaml}. */
@Path("/ssl/support/orders")
@OperatorOperation
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class InterventionsResource {
    private final SupportInterventions interventions;

    InterventionsResource(SupportInterventions interventions) {
        this.interventions = interventions;
    }

    @POST
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resends/{resendId}/cancellation")
    @PermissionsAllowed(Scopes.SUPPORT)
    public ResendView cancel(
            @PathParam("id") String id, @PathParam("resendId") String resendId, ReasonRequest request) {
        return interventions.cancel(id, resendId, because(request));
    }

    @POST
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resends/{resendId}/retry")
    @PermissionsAllowed(Scopes.SUPPORT)
    public RestResponse<ResendView> retry(
            @PathParam("id") String id, @PathParam("resendId") String resendId, ReasonRequest request) {
        ResendView due = interventions.retryNow(id, resendId, because(request));
        // The attempt begins at once.
        return RestResponse.ResponseBuilder.<ResendView>accepted(due)
                .header(HttpHeaders.RETRY_AFTER, Problem.seconds(Duration.ZERO))
                .build();
    }

    @POST
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resends/{resendId}/resolution")
    @PermissionsAllowed(Scopes.SUPPORT)
    public ResendView resolve(
            @PathParam("id") String id, @PathParam("resendId") String resendId, ResolutionRequest request) {
        Optional<ResolutionRequest> body = Optional.ofNullable(request);
        return interventions.resolve(
                id,
                resendId,
                Resolution.parse(
                        body.map(ResolutionRequest::finding),
                        body.map(ResolutionRequest::evidence),
                        body.map(ResolutionRequest::reference)));
    }

    private static Justification because(ReasonRequest request) {
        Optional<ReasonRequest> body = Optional.ofNullable(request);
        return new Justification(
                Reason.parse(body.map(ReasonRequest::reason).orElse(null)),
                body.map(ReasonRequest::reference).map(RequestReference::parse));
    }

    /**
     * The body of a cancellation or a retry.
     *
     * @param reason null if absent, which is an error
     * @param reference the agent's own reference, such as a ticket number; null if absent
     */
    record ReasonRequest(String reason, String reference) {}

    /**
     * The body of a resolution.
     *
     * @param finding null if absent, which is an error
     * @param evidence the source of the finding; null if absent, which is an error
     * @param reference the agent's own reference, such as a ticket number; null if absent
     */
    record ResolutionRequest(String finding, String evidence, String reference) {}
}
