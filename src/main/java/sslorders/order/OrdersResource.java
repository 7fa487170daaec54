package sslorders.order;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.ca.CertificateAuthorities;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.http.ConditionalResponses;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.paging.Page;

/** HTTP resource of orders. The contract is {@code openapi.yaml}. */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class OrdersResource {
    private final OrderRepository orders;
    private final CaptureValidator check;
    private final CaptureService capture;
    private final CertificateAuthorities authorities;
    private final LastResends lastResends;
    private final ConditionalResponses responses;
    private final Caller caller;
    private final InstantSource clock;

    OrdersResource(
            OrderRepository orders,
            CaptureValidator check,
            CaptureService capture,
            CertificateAuthorities authorities,
            LastResends lastResends,
            ConditionalResponses responses,
            Caller caller,
            InstantSource clock) {
        this.orders = orders;
        this.check = check;
        this.capture = capture;
        this.authorities = authorities;
        this.lastResends = lastResends;
        this.responses = responses;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @PermissionsAllowed(Scopes.READ)
    public RestResponse<OrderPage> list(@Context UriInfo uri, @Context Request request) {
        OrderQuery query = OrderQuery.parse(caller.account(), uri.getQueryParameters());
        Instant now = clock.instant();
        Page<OrderView> page = Page.of(orders.page(query), query.page().limit(), query::cursorAfter)
                .map(row -> OrderView.of(row, authorities, now));
        RestResponse.ResponseBuilder<OrderPage> response = query.includes().contains(OrderInclude.LAST_RESEND)
                ? responses.hashed(OrderPage.of(withLastResends(query.account(), page, now)), request)
                : ConditionalResponses.tagged(OrderPage.of(page), OrderETag.of(page), request);
        page.nextLink(query::uri).ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }

    private Page<OrderView> withLastResends(AccountId account, Page<OrderView> page, Instant now) {
        // Release 1.0.0 captured IDs that are no longer valid. An order with such an ID has no resends.
        List<OrderId> ids = page.items().stream()
                .flatMap(order -> OrderId.parse(order.id()).stream())
                .toList();
        Map<String, LastResends.LastResend> byOrder = lastResends.find(account, ids, now);
        return page.map(order ->
                Optional.ofNullable(byOrder.get(order.id())).map(order::with).orElse(order));
    }

    @GET
    @NoQueryParameters
    @Path("/{id}")
    @PermissionsAllowed(Scopes.READ)
    public RestResponse<OrderView> one(@PathParam("id") String id, @Context Request request) {
        AccountId account = caller.account();
        OrderView order = OrderId.parse(id)
                .flatMap(orderId -> orders.findRow(account, orderId))
                .map(row -> OrderView.of(row, authorities, clock.instant()))
                .orElseThrow(ServiceException::orderNotFound);
        return ConditionalResponses.tagged(order, OrderETag.of(order), request).build();
    }

    @PUT
    @NoQueryParameters
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Scopes.CAPTURE)
    public RestResponse<OrderView> capture(
            @PathParam("id") String id, CaptureRequest request, @Context HttpHeaders headers) {
        OrderId order =
                OrderId.parse(id).orElseThrow(() -> ServiceException.invalid(InputError.inPath("id", Detail.ORDER_ID)));
        if (request == null) {
            throw ServiceException.invalid(InputError.inBody("", Detail.JSON_OBJECT));
        }
        ValidCapture captured = check.check(request, caller.boundAccount());
        Precondition expected = Precondition.of(
                headers.getHeaderString(HttpHeaders.IF_MATCH), headers.getHeaderString(HttpHeaders.IF_NONE_MATCH));
        CaptureService.Captured result = capture.capture(order, captured, caller.subject(), expected);
        return RestResponse.ResponseBuilder.create(
                        result.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, result.order())
                .tag(new EntityTag(OrderETag.of(result.order())))
                .build();
    }
}
