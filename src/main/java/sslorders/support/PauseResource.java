package sslorders.support;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sslorders.account.Scopes;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.http.OperatorOperation;
import sslorders.order.Rfc3339;
import sslorders.pause.CertificateAuthorityList;
import sslorders.pause.CertificateAuthorityStates;
import sslorders.pause.CertificateAuthorityView;
import sslorders.pause.PauseService;
import sslorders.resend.RequestReference;

/** HTTP resource with which operators pause a CA. The contract is {@code openapi.yaml}. */
@Path("/ssl/support/certificate-authorities")
@OperatorOperation
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class PauseResource {
    private final PauseService pauses;
    private final CertificateAuthorityStates states;
    private final OperatorActions actions;
    private final InstantSource clock;

    PauseResource(
            PauseService pauses, CertificateAuthorityStates states, OperatorActions actions, InstantSource clock) {
        this.pauses = pauses;
        this.states = states;
        this.actions = actions;
        this.clock = clock;
    }

    @GET
    @NoQueryParameters
    @PermissionsAllowed({Scopes.OPERATE, Scopes.SUPPORT})
    public CertificateAuthorityList list() {
        actions.record(OperatorAction.of(ActionType.LIST_CERTIFICATE_AUTHORITIES, OperatorAction.Target.NONE));
        return states.all();
    }

    @PUT
    @NoQueryParameters
    @Path("/{name}/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Scopes.OPERATE)
    public CertificateAuthorityView pause(@PathParam("name") String name, PauseRequest request) {
        Optional<PauseRequest> body = Optional.ofNullable(request);
        List<InputError> errors = new ArrayList<>();
        Optional<Instant> until = until(body.map(PauseRequest::until), errors);
        Optional<Reason> reason = Reason.read("/reason", body.map(PauseRequest::reason), errors);
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
        OperatorAction action = OperatorAction.of(
                        ActionType.PAUSE_CERTIFICATE_AUTHORITY, OperatorAction.Target.ofCertificateAuthority(name))
                .because(reason.orElseThrow(), body.map(PauseRequest::reference).map(RequestReference::parse))
                .withDetails("until=" + until.orElseThrow());
        pauses.begin(
                name,
                until.orElseThrow(),
                reason.orElseThrow().value(),
                transaction -> actions.record(transaction, action));
        return states.of(name);
    }

    @DELETE
    @NoQueryParameters
    @Path("/{name}/pause")
    @PermissionsAllowed(Scopes.OPERATE)
    public void resume(@PathParam("name") String name) {
        OperatorAction action = OperatorAction.of(
                ActionType.RESUME_CERTIFICATE_AUTHORITY, OperatorAction.Target.ofCertificateAuthority(name));
        pauses.end(name, transaction -> actions.record(transaction, action));
    }

    private Optional<Instant> until(Optional<String> text, List<InputError> errors) {
        Optional<Instant> time = text.flatMap(Rfc3339::parse);
        Instant latest = pauses.latestEnd();
        if (time.isEmpty()) {
            errors.add(InputError.inBody("/until", Detail.TIME));
        } else if (!time.get().isAfter(clock.instant())) {
            errors.add(InputError.inBody("/until", Detail.FUTURE_TIME));
        } else if (time.get().isAfter(latest)) {
            errors.add(InputError.inBody("/until", Detail.LATEST_TIME, latest));
        }
        return time;
    }

    /**
     * The body of the request.
     *
     * @param until null if absent, which is an error
     * @param reason a text that portals can show to customers; null if absent, which is an error
     * @param reference the operator's own reference, such as a ticket number; null if absent
     */
    record PauseRequest(String until, String reason, String reference) {}
}
