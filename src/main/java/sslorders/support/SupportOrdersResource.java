package sslorders.support;

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
import java.time.InstantSource;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.Scopes;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.http.OperatorOperation;
import sslorders.http.Problem;
import sslorders.order.OrderSearchQuery;
import sslorders.paging.Page;
import sslorders.paging.PageRequest;
import sslorders.resend.ResendHistory;
import sslorders.resend.ResendPage;
import sslorders.resend.ResendView;

/** HTTP resource of the search over all accounts, and of the orders and resends that it finds. The contract is {@code openapi.yaml}. */
@Path("/ssl/support/orders")
@Produces(MediaType.APPLICATION_JSON)
@OperatorOperation
@RunOnVirtualThread
@DatabaseShare
class SupportOrdersResource {
    private final SupportOrders reads;
    private final OwnedOrders orders;
    private final ResendHistory resends;
    private final OperatorActions actions;
    private final InstantSource clock;

    SupportOrdersResource(
            SupportOrders reads,
            OwnedOrders orders,
            ResendHistory resends,
            OperatorActions actions,
            InstantSource clock) {
        this.reads = reads;
        this.orders = orders;
        this.resends = resends;
        this.actions = actions;
        this.clock = clock;
    }

    @GET
    @PermissionsAllowed(Scopes.SUPPORT)
    public RestResponse<SupportOrderPage> search(@Context UriInfo uri) {
        OrderSearchQuery query = OrderSearchQuery.parse(uri.getQueryParameters());
        Page<SupportOrderView> page = reads.search(query).map(SupportOrderView::of);
        RestResponse.ResponseBuilder<SupportOrderPage> response = RestResponse.ResponseBuilder.ok(
                new SupportOrderPage(page.items(), page.nextCursor().orElse(null)));
        page.nextLink(query::uri).ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }

    @GET
    @NoQueryParameters
    @Path("/{id}")
    @PermissionsAllowed(Scopes.SUPPORT)
    public SupportOrderView one(@PathParam("id") String id) {
        return SupportOrderView.of(reads.find(id).found());
    }

    @GET
    @Path("/{id}/fulfillment-email/resends")
    @PermissionsAllowed(Scopes.SUPPORT)
    public RestResponse<ResendPage> history(@PathParam("id") String id, @Context UriInfo uri) {
        OwnedOrders.OwnedOrder order = orders.find(id);
        PageRequest request = PageRequest.parse(uri.getQueryParameters());
        Page<ResendView> page = reads.history(order, request);
        RestResponse.ResponseBuilder<ResendPage> response = RestResponse.ResponseBuilder.ok(
                new ResendPage(page.items(), page.nextCursor().orElse(null)));
        page.nextLink(cursor -> OwnedOrders.PATH + "/" + order.id().value() + "/fulfillment-email/resends?cursor="
                        + cursor + "&limit=" + request.limit())
                .ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }

    @GET
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resends/{resendId}")
    @PermissionsAllowed(Scopes.SUPPORT)
    public RestResponse<ResendView> resend(@PathParam("id") String id, @PathParam("resendId") String resendId) {
        OwnedOrders.OwnedOrder order = orders.find(id);
        ResendHistory.Polled polled = resends.find(order.account(), order.id(), resendId, clock.instant())
                .orElseThrow(() -> new ServiceException(ErrorType.RESEND_NOT_FOUND, Detail.NO_RESEND_OF_ORDER));
        actions.record(OperatorAction.of(
                ActionType.GET_RESEND, order.target().withResend(polled.resend().id())));
        RestResponse.ResponseBuilder<ResendView> response = RestResponse.ResponseBuilder.ok(polled.resend());
        polled.changesAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, Problem.seconds(wait)));
        return response.build();
    }
}
