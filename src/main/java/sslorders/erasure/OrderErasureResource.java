package sslorders.erasure;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.ServiceException;
import sslorders.http.NoQueryParameters;
import sslorders.order.OrderId;
import sslorders.order.Precondition;

/** HTTP resource of the erasure of an order. The contract is {@code openapi.yaml}. */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class OrderErasureResource {
    private final OrderErasure erasure;
    private final Caller caller;

    OrderErasureResource(OrderErasure erasure, Caller caller) {
        this.erasure = erasure;
        this.caller = caller;
    }

    @DELETE
    @NoQueryParameters
    @Path("/{id}")
    @PermissionsAllowed(Scopes.CAPTURE)
    public RestResponse<Void> erase(@PathParam("id") String id, @Context HttpHeaders headers) {
        Precondition expected = Precondition.of(
                headers.getHeaderString(HttpHeaders.IF_MATCH), headers.getHeaderString(HttpHeaders.IF_NONE_MATCH));
        OrderId order = OrderId.parse(id).orElseThrow(ServiceException::orderNotFound);
        erasure.erase(caller.boundAccount(), order, expected, caller.subject());
        return RestResponse.noContent();
    }
}
