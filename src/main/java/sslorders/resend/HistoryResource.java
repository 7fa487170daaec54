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
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.ServiceException;
import sslorders.http.ConditionalResponses;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.http.Problem;
import sslorders.order.OrderId;
import sslorders.order.OrderRepository;
import sslorders.paging.Page;
import sslorders.paging.PageRequest;

/** HTTP resource of the resend history. The contract is {@code openapi.yaml}. */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class HistoryResource {
    private final OrderRepository orders;
    private final ResendHistory resends;
    private final ConditionalResponses responses;
    private final Caller caller;
    private final InstantSource clock;

    HistoryResource(
            OrderRepository orders,
            ResendHistory resends,
            ConditionalResponses responses,
            Caller caller,
            InstantSource clock) {
        this.orders = orders;
        this.resends = resends;
        this.responses = responses;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Path("/{id}/fulfillment-email/resends")
    @PermissionsAllowed(Scopes.READ)
    public RestResponse<ResendPage> list(@PathParam("id") String id, @Context UriInfo uri, @Context Request request) {
        AccountId account = caller.account();
        OrderId order = OrderId.parse(id)
                .flatMap(orderId -> orders.find(account, orderId))
                .orElseThrow(ServiceException::orderNotFound)
                .id();
        PageRequest pageRequest = PageRequest.parse(uri.getQueryParameters());
        Page<ResendView> page = resends.views(account, order, pageRequest);
        String list = "/ssl/orders/" + order.value() + "/fulfillment-email/resends";
        RestResponse.ResponseBuilder<ResendPage> response =
                responses.hashed(new ResendPage(page.items(), page.nextCursor().orElse(null)), request);
        page.nextLink(cursor -> list + "?cursor=" + cursor + "&limit=" + pageRequest.limit())
                .ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }

    @GET
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resends/{resendId}")
    @PermissionsAllowed(Scopes.READ)
    public RestResponse<ResendView> one(
            @PathParam("id") String id, @PathParam("resendId") String resendId, @Context Request request) {
        AccountId account = caller.account();
        ResendHistory.Polled polled = OrderId.parse(id)
                .flatMap(order -> resends.find(account, order, resendId, clock.instant()))
                .orElseThrow(ResendProblems::notFound);
        RestResponse.ResponseBuilder<ResendView> response = responses.hashed(polled.resend(), request);
        polled.changesAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, Problem.seconds(wait)));
        return response.build();
    }
}
