package sslorders.page;

import io.quarkus.csrf.reactive.runtime.CsrfTokenParameterProvider;
import io.quarkus.oidc.Tenant;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.ServiceException;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.order.OrderId;
import sslorders.resend.IdempotencyKey;
import sslorders.resend.Preferences;
import sslorders.resend.ResendCommand;
import sslorders.resend.ResendService;
import sslorders.text.Languages;

/**
 * HTTP resource of the page. Each address works without a script. A request from the page's script gets only the part of the page that
 * changes. The routes exist only if the page is on.
 */
@Path(PagePaths.ROOT)
@Tenant("page")
@EndpointDisabled(name = "ssl-orders.page.enabled", stringValue = "false", disableIfMissing = true)
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@RunOnVirtualThread
class PageResource {
    /** The delay in seconds until a browser without scripts reads a list with a waiting row again. */
    private static final int REFRESH_SECONDS = 5;

    private final Screens screens;
    private final Viewers viewers;
    private final Login login;
    private final PageErrors errors;
    private final ResendService service;
    private final Caller caller;
    private final CsrfTokenParameterProvider csrf;

    PageResource(
            Screens screens,
            Viewers viewers,
            Login login,
            PageErrors errors,
            ResendService service,
            Caller caller,
            CsrfTokenParameterProvider csrf) {
        this.screens = screens;
        this.viewers = viewers;
        this.login = login;
        this.errors = errors;
        this.service = service;
        this.caller = caller;
        this.csrf = csrf;
    }

    /** The address to which the identity provider redirects a browser. The OIDC library has already read its parameters. */
    @GET
    @PermissionsAllowed(Scopes.READ)
    public Response start(@Context UriInfo uri) {
        return Responses.seeOther(home());
    }

    @GET
    @Path("/ssl/orders")
    @DatabaseShare
    @PermissionsAllowed(Scopes.READ)
    public Response list(@Context UriInfo uri, @Context HttpServerRequest request) {
        Viewer viewer = viewer(request);
        OrderFilters filters = screens.filters(Requests.parameters(uri));
        ListView view = screens.list(caller.account(), filters, viewer);
        boolean isWaiting = view.rows().stream().anyMatch(row -> row.email().pollSeconds() > 0);
        return Responses.page(
                Templates.list(frame(viewer, Requests.address(uri), isWaiting ? REFRESH_SECONDS : 0), view), viewer);
    }

    /** One row, which the page's script reads again while the row is waiting. */
    @GET
    @Path("/ssl/orders/row")
    @DatabaseShare
    @PermissionsAllowed(Scopes.READ)
    public Response row(@Context UriInfo uri, @Context HttpServerRequest request) {
        Viewer viewer = viewer(request);
        Map<String, String> parameters = Requests.parameters(uri);
        RowView row = screens.row(caller.account(), order(parameters), back(parameters), viewer);
        return row.email().pollSeconds() > 0 ? Responses.row(row, viewer) : Responses.result(row, viewer);
    }

    @GET
    @Path("/ssl/orders/order")
    @DatabaseShare
    @PermissionsAllowed(Scopes.READ)
    public Response history(@Context UriInfo uri, @Context HttpServerRequest request) {
        Viewer viewer = viewer(request);
        Map<String, String> parameters = Requests.parameters(uri);
        HistoryView view = screens.history(
                caller.account(),
                order(parameters),
                Optional.ofNullable(parameters.get("cursor")),
                back(parameters),
                viewer);
        boolean isWaiting = view.row().email().pollSeconds() > 0;
        return Responses.page(
                Templates.history(frame(viewer, Requests.address(uri), isWaiting ? REFRESH_SECONDS : 0), view), viewer);
    }

    /** The dialog. Its idempotency key is created here, unless the person returns from a login with a key. */
    @GET
    @Path("/ssl/orders/resend")
    @DatabaseShare
    @PermissionsAllowed(Scopes.RESEND)
    public Response dialog(@Context UriInfo uri, @Context HttpServerRequest request) {
        Map<String, String> parameters = Requests.parameters(uri);
        String key = Optional.ofNullable(parameters.get("key")).orElseGet(Requests::newKey);
        return dialog(order(parameters), key, Optional.empty(), back(parameters), request);
    }

    /** Submits the resend without waiting for the CA, because the row shows the progress. */
    @POST
    @Path("/ssl/orders/resend")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermissionsAllowed(Scopes.RESEND)
    public Response resend(
            @Context UriInfo uri,
            @FormParam("expectedRecipient") String recipient,
            @FormParam("confirmed") String confirmed,
            @Context HttpServerRequest request) {
        Messages texts = Texts.of(viewer(request).locale());
        Map<String, String> parameters = Requests.parameters(uri);
        OrderId order = order(parameters);
        String back = back(parameters);
        String key = parameters.getOrDefault("key", "");
        if (confirmed == null && screens.mustAsk(caller.account(), order)) {
            return dialog(order, key, Optional.of(texts.confirmFirst()), back, request);
        }
        try {
            service.submit(new ResendCommand(
                    caller.account(),
                    order,
                    caller.subject(),
                    caller.actor(),
                    Optional.of(recipient == null ? "" : recipient),
                    Optional.empty(),
                    IdempotencyKey.parse(List.of(key)),
                    Preferences.ASYNC));
        } catch (ServiceException refusal) {
            switch (refusal.type()) {
                case RECIPIENT_CHANGED -> {
                    return dialog(order, Requests.newKey(), Optional.of(texts.addressChanged()), back, request);
                }
                case UNAVAILABLE, ACCOUNT_BUSY -> {
                    return dialog(order, key, Optional.of(texts.repeat()), back, request);
                }
                case ORDER_NOT_FOUND, INVALID_REQUEST -> throw refusal;
                // The row shows why the order cannot be resent now.
                default -> {}
            }
        }
        return result(order, back, request);
    }

    @POST
    @Path("/language")
    @NoQueryParameters
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermissionsAllowed(Scopes.READ)
    public Response language(
            @FormParam("language") String language,
            @FormParam("here") String here,
            @Context HttpServerRequest request) {
        Response back = Responses.seeOther(PagePaths.own(here));
        return Languages.of(language)
                .map(locale -> Response.fromResponse(back)
                        .cookie(viewers.languageCookie(locale, request))
                        .build())
                .orElse(back);
    }

    /**
     * Ends the session, then makes the browser open the identity provider's logout. The response is not a redirect, because a browser
     * applies {@code form-action} of the content security policy to the redirects of a form.
     */
    @POST
    @Path("/logout")
    @NoQueryParameters
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermissionsAllowed(Scopes.READ)
    public Response logout(@Context HttpServerRequest request) {
        Viewer viewer = viewer(request);
        String home = home();
        Optional<String> forward = login.end(request);
        Messages texts = Texts.of(viewer.locale());
        return errors.message(
                200, new MessageView(texts.signedOut(), texts.signedOutText(), home, texts.signIn(), forward), viewer);
    }

    @ServerExceptionMapper
    Uni<Response> withoutLogin(UnauthorizedException missing, RoutingContext exchange) {
        return login.challenge(exchange);
    }

    @ServerExceptionMapper
    Uni<Response> sessionEnded(AuthenticationFailedException failure, RoutingContext exchange) {
        return login.challenge(exchange);
    }

    @ServerExceptionMapper
    Response loginFailed(AuthenticationCompletionException failure, HttpServerRequest request) {
        return errors.loginFailed(request);
    }

    private Response dialog(
            OrderId order, String key, Optional<String> notice, String back, HttpServerRequest request) {
        Viewer viewer = viewer(request);
        Optional<DialogView> view = screens.dialog(
                caller.account(), order, new Screens.DialogState(key, notice), back, viewer, csrf.getToken());
        if (view.isEmpty()) {
            return result(order, back, request);
        }
        return viewer.withScript()
                ? Responses.dialog(Templates.dialogBody(view.get()), viewer)
                : Responses.page(Templates.dialog(frame(viewer, view.get().action(), 0), view.get()), viewer);
    }

    private Response result(OrderId order, String back, HttpServerRequest request) {
        Viewer viewer = viewer(request);
        return viewer.withScript()
                ? Responses.result(screens.row(caller.account(), order, back, viewer), viewer)
                : Responses.seeOther(back + "#order-" + order.value());
    }

    /** Returns the address of the screen that the person uses. Support agents have no account. */
    private String home() {
        return caller.isSupportAgent() && caller.boundAccount().isEmpty() ? PagePaths.SUPPORT : PagePaths.ORDERS;
    }

    private Viewer viewer(HttpServerRequest request) {
        return viewers.of(request, caller.subject());
    }

    private Frame frame(Viewer viewer, String here, int refresh) {
        return new Frame(viewer, here, csrf.getToken(), refresh, errors.theme());
    }

    private static OrderId order(Map<String, String> parameters) {
        return OrderId.parse(parameters.getOrDefault("order", "")).orElseThrow(ServiceException::orderNotFound);
    }

    private static String back(Map<String, String> parameters) {
        return PagePaths.own(parameters.get("back"));
    }
}
