package sslorders.order;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.ServiceException;
import sslorders.http.ConditionalResponses;
import sslorders.http.DatabaseShare;
import sslorders.paging.Page;
import sslorders.paging.PageRequest;

/** HTTP resource of the changes of an order's admin e-mail. The contract is {@code openapi.yaml}. */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class AddressChangesResource {
    private final OrderRepository orders;
    private final AddressChanges changes;
    private final ConditionalResponses responses;
    private final Caller caller;

    AddressChangesResource(
            OrderRepository orders, AddressChanges changes, ConditionalResponses responses, Caller caller) {
        this.orders = orders;
        this.changes = changes;
        this.responses = responses;
        this.caller = caller;
    }

    @GET
    @Path("/{id}/admin-email-changes")
    @PermissionsAllowed(Scopes.READ)
    public RestResponse<AddressChangePage> list(
            @PathParam("id") String id, @Context UriInfo uri, @Context Request request) {
        AccountId account = caller.account();
        OrderId order = OrderId.parse(id)
                .flatMap(orderId -> orders.find(account, orderId))
                .orElseThrow(ServiceException::orderNotFound)
                .id();
        PageRequest pageRequest = PageRequest.parse(uri.getQueryParameters());
        Page<AddressChange> page = changes.page(account, order, pageRequest);
        RestResponse.ResponseBuilder<AddressChangePage> response = responses.hashed(
                new AddressChangePage(page.items(), page.nextCursor().orElse(null)), request);
        page.nextLink(cursor -> "/ssl/orders/" + order.value() + "/admin-email-changes?cursor=" + cursor + "&limit="
                        + pageRequest.limit())
                .ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }
}
