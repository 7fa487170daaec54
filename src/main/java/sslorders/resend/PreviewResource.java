package sslorders.resend;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.ServiceException;
import sslorders.http.ConditionalResponses;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.order.OrderId;
import sslorders.order.OrderRepository;
import sslorders.order.OrderSnapshot;

/**
 * HTTP resource of the preview: the recipient of a resend, its CA, and whether a resend is possible. All resources have the same
 * class-level path. With a longer path, Quarkus would return 404 instead of 405 for a wrong method.
 */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class PreviewResource {
    private final OrderRepository orders;
    private final ResendPreview preview;
    private final ConditionalResponses responses;
    private final Caller caller;

    PreviewResource(OrderRepository orders, ResendPreview preview, ConditionalResponses responses, Caller caller) {
        this.orders = orders;
        this.preview = preview;
        this.responses = responses;
        this.caller = caller;
    }

    @GET
    @NoQueryParameters
    @Path("/{id}/fulfillment-email")
    @PermissionsAllowed(Scopes.READ)
    public RestResponse<FulfillmentEmailView> preview(@PathParam("id") String id, @Context Request request) {
        AccountId account = caller.account();
        OrderSnapshot order = OrderId.parse(id)
                .flatMap(orderId -> orders.find(account, orderId))
                .orElseThrow(ServiceException::orderNotFound);
        return responses.hashed(preview.of(account, order), request).build();
    }
}
