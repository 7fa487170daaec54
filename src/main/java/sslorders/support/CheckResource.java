package sslorders.support;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import sslorders.account.Scopes;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CheckReport;
import sslorders.ca.GuardedAuthority;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.http.NoQueryParameters;
import sslorders.http.OperatorOperation;
import sslorders.resend.RequestReference;

/** HTTP resource that checks the access to a CA for an operator, without a resend. The contract is {@code openapi.yaml}. */
@Path("/ssl/support/certificate-authorities/{name}/check")
@Produces(MediaType.APPLICATION_JSON)
@OperatorOperation
@RunOnVirtualThread
class CheckResource {
    private final CertificateAuthorities authorities;
    private final OperatorActions actions;

    CheckResource(CertificateAuthorities authorities, OperatorActions actions) {
        this.authorities = authorities;
        this.actions = actions;
    }

    @POST
    @NoQueryParameters
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Scopes.OPERATE)
    public CheckView check(@PathParam("name") String name, CheckRequest request) {
        CheckRequest body = request == null ? CheckRequest.EMPTY : request;
        Optional<String> caOrderId = Optional.ofNullable(body.caOrderId());
        caOrderId
                .filter(id -> !CertificateAuthority.ORDER_ID.matcher(id).matches())
                .ifPresent(malformed -> {
                    throw ServiceException.invalid(InputError.inBody("/caOrderId", Detail.CA_ORDER_ID));
                });
        Optional<Reason> reason = Optional.ofNullable(body.reason()).map(Reason::parse);
        Optional<RequestReference> reference =
                Optional.ofNullable(body.reference()).map(RequestReference::parse);
        GuardedAuthority authority = authorities
                .find(name)
                .orElseThrow(() -> new ServiceException(
                        ErrorType.NOT_FOUND, Detail.UNKNOWN_CA, String.join(", ", authorities.names())));
        CheckReport report = authority.check(caOrderId);
        actions.record(new OperatorAction(
                ActionType.CHECK_CERTIFICATE_AUTHORITY,
                OperatorAction.Target.ofCertificateAuthority(name),
                reason,
                reference,
                Details.of(List.of(
                        Details.named("caOrderId", caOrderId),
                        Details.named("failed", Optional.of(report.isFailed()))))));
        return CheckView.of(report);
    }

    /**
     * The body of the request. Each value is null if absent.
     *
     * @param caOrderId the CA's ID of an order that the check may read
     * @param reason why the operator checks the CA
     * @param reference the operator's own reference, such as a ticket number
     */
    record CheckRequest(String caOrderId, String reason, String reference) {
        static final CheckRequest EMPTY = new CheckRequest(null, null, null);
    }
}
