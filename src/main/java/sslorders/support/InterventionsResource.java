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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.Scopes;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.http.OperatorOperation;
import sslorders.http.Problem;
import sslorders.order.OrderId;
import sslorders.resend.RequestReference;
import sslorders.resend.ResendInterventions;
import sslorders.resend.ResendView;

/** HTTP resource with which support agents end or continue a resend of a customer. The contract is {@code openapi.yaml}. */
@Path("/ssl/support/orders")
@OperatorOperation
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class InterventionsResource {
    private static final Map<String, Boolean> FINDINGS = Map.of("sent", true, "not-sent", false);

    private final ResendInterventions interventions;
    private final OperatorActions actions;

    InterventionsResource(ResendInterventions interventions, OperatorActions actions) {
        this.interventions = interventions;
        this.actions = actions;
    }

    @POST
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resends/{resendId}/cancellation")
    @PermissionsAllowed(Scopes.SUPPORT)
    public ResendView cancel(
            @PathParam("id") String id, @PathParam("resendId") String resendId, ReasonRequest request) {
        OperatorAction action = because(ActionType.CANCEL_RESEND, request);
        return onResend(
                id, resendId, (order, resend) -> interventions.cancel(order, resend, recording(action, order, resend)));
    }

    @POST
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resends/{resendId}/retry")
    @PermissionsAllowed(Scopes.SUPPORT)
    public RestResponse<ResendView> retry(
            @PathParam("id") String id, @PathParam("resendId") String resendId, ReasonRequest request) {
        OperatorAction action = because(ActionType.RETRY_RESEND, request);
        ResendView due = onResend(
                id,
                resendId,
                (order, resend) -> interventions.retryNow(order, resend, recording(action, order, resend)));
        // The attempt begins at once.
        return RestResponse.ResponseBuilder.<ResendView>accepted(due)
                .header(HttpHeaders.RETRY_AFTER, Problem.seconds(Duration.ZERO))
                .build();
    }

    /** The evidence is the reason of the action. Only support can read it. */
    @POST
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resends/{resendId}/resolution")
    @PermissionsAllowed(Scopes.SUPPORT)
    public ResendView resolve(
            @PathParam("id") String id, @PathParam("resendId") String resendId, ResolutionRequest request) {
        Optional<ResolutionRequest> body = Optional.ofNullable(request);
        Optional<String> finding = body.map(ResolutionRequest::finding);
        List<InputError> errors = new ArrayList<>();
        if (finding.filter(FINDINGS::containsKey).isEmpty()) {
            errors.add(InputError.inBody("/finding", Detail.FINDING));
        }
        Optional<Reason> evidence = Reason.read("/evidence", body.map(ResolutionRequest::evidence), errors);
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
        OperatorAction action = OperatorAction.of(ActionType.RESOLVE_RESEND, OperatorAction.Target.NONE)
                .because(
                        evidence.orElseThrow(),
                        body.map(ResolutionRequest::reference).map(RequestReference::parse))
                .withDetails("finding=" + finding.orElseThrow());
        boolean isSent = FINDINGS.get(finding.orElseThrow());
        return onResend(
                id,
                resendId,
                (order, resend) -> interventions.resolve(order, resend, isSent, recording(action, order, resend)));
    }

    private static OperatorAction because(ActionType type, ReasonRequest request) {
        Optional<ReasonRequest> body = Optional.ofNullable(request);
        return OperatorAction.of(type, OperatorAction.Target.NONE)
                .because(
                        Reason.parse(body.map(ReasonRequest::reason).orElse(null)),
                        body.map(ReasonRequest::reference).map(RequestReference::parse));
    }

    private ResendInterventions.Addition recording(OperatorAction action, OrderId order, UUID resend) {
        return (transaction, account) -> actions.record(
                transaction,
                action.on(OperatorAction.Target.ofOrder(account, order.value()).withResend(resend)));
    }

    private static ResendView onResend(String id, String resendId, BiFunction<OrderId, UUID, ResendView> change) {
        return OrderId.parse(id)
                .flatMap(order -> ResendInterventions.parseId(resendId).map(resend -> change.apply(order, resend)))
                .orElseThrow(ResendInterventions::notFound);
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
