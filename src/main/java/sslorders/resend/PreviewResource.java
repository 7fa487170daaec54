package sslorders.resend;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.GuardedAuthority;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.order.OrderId;
import sslorders.order.OrderRepository;
import sslorders.order.OrderSnapshot;

/**
 * HTTP resource of the preview: the recipient of a resend, its CA, and whether a resend is possible. All resources have the same
 * class-level path, because with a longer one Quarkus returns 404 instead of 405 for a wrong method.
 */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class PreviewResource {
    private final OrderRepository orders;
    private final ResendHistory resends;
    private final ResendEligibility eligibility;
    private final ResendLimits limits;
    private final CertificateAuthorities authorities;
    private final Caller caller;
    private final InstantSource clock;

    PreviewResource(
            OrderRepository orders,
            ResendHistory resends,
            ResendEligibility eligibility,
            ResendLimits limits,
            CertificateAuthorities authorities,
            Caller caller,
            InstantSource clock) {
        this.orders = orders;
        this.resends = resends;
        this.eligibility = eligibility;
        this.limits = limits;
        this.authorities = authorities;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @NoQueryParameters
    @Path("/{id}/fulfillment-email")
    @PermissionsAllowed(Scopes.READ)
    public FulfillmentEmailView preview(@PathParam("id") String id) {
        AccountId account = caller.account();
        OrderSnapshot order = OrderId.parse(id)
                .flatMap(orderId -> orders.find(account, orderId))
                .orElseThrow(ServiceException::orderNotFound);
        Instant now = clock.instant();
        Optional<GuardedAuthority> authority = authorities.find(order.certificateAuthority());
        Optional<ServiceException> refusal = eligibility.refusal(order, authority, now);
        // If the order cannot be resent at all, the end of a limit would be misleading.
        Optional<CoolDownPolicy.Limit> limit = refusal.isPresent()
                ? Optional.empty()
                : limits.limit(resends.usage(account, order.id(), limits.windows(now)), now);
        return new FulfillmentEmailView(
                order.adminEmail().orElse(null),
                order.certificateAuthority(),
                authority.map(GuardedAuthority::recipientCheck).orElse(null),
                refusal.isEmpty() && limit.isEmpty(),
                refusal.map(ServiceException::type)
                        .or(() -> limit.map(CoolDownPolicy.Limit::type))
                        .map(ErrorType::slug)
                        .orElse(null),
                limit.map(CoolDownPolicy.Limit::until).orElse(null),
                resends.newest(account, order.id()).map(Resend::view).orElse(null));
    }
}
