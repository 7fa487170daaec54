package sslorders.resend;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.order.OrderId;
import sslorders.order.OrderRepository;
import sslorders.paging.ListCursor;
import sslorders.paging.Page;
import sslorders.paging.PageRequest;

/** HTTP resource of the resend history. The contract is {@code openapi.yaml}. */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class HistoryResource {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final OrderRepository orders;
    private final ResendHistory resends;
    private final Caller caller;

    HistoryResource(OrderRepository orders, ResendHistory resends, Caller caller) {
        this.orders = orders;
        this.resends = resends;
        this.caller = caller;
    }

    @GET
    @Path("/{id}/fulfillment-email/resends")
    @PermissionsAllowed(Scopes.READ)
    public RestResponse<ResendPage> list(@PathParam("id") String id, @Context UriInfo uri) {
        AccountId account = caller.account();
        OrderId order = OrderId.parse(id)
                .flatMap(orderId -> orders.find(account, orderId))
                .orElseThrow(ServiceException::orderNotFound)
                .id();
        PageRequest request = PageRequest.parse(uri.getQueryParameters());
        // The cursor is valid only for the history of this order of this account.
        String query = account.value() + '\n' + order.value() + "\nresends";
        Page<ResendView> page = Page.of(
                        resends.page(account, order, request.after(query, UUID_FORM), request.rowsToRead()),
                        request.limit(),
                        last -> new ListCursor(last.requested().at(), last.id().toString()).encode(query))
                .map(Resend::view);
        String list = "/ssl/orders/" + order.value() + "/fulfillment-email/resends";
        RestResponse.ResponseBuilder<ResendPage> response = RestResponse.ResponseBuilder.ok(
                new ResendPage(page.items(), page.nextCursor().orElse(null)));
        page.nextLink(cursor -> list + "?cursor=" + cursor + "&limit=" + request.limit())
                .ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }

    @GET
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resends/{resendId}")
    @PermissionsAllowed(Scopes.READ)
    public ResendView one(@PathParam("id") String id, @PathParam("resendId") String resendId) {
        AccountId account = caller.account();
        return OrderId.parse(id)
                .flatMap(order -> parse(resendId).flatMap(uuid -> resends.find(account, order, uuid)))
                .map(resend -> resend.view(resends.attempts(resend)))
                .orElseThrow(() -> new ServiceException(
                        ErrorType.RESEND_NOT_FOUND, "The account has no resend with this ID for this order."));
    }

    private static Optional<UUID> parse(String resendId) {
        return UUID_FORM.matcher(resendId).matches() ? Optional.of(UUID.fromString(resendId)) : Optional.empty();
    }
}
