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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.http.DatabaseShare;
import sslorders.http.OperatorOperation;
import sslorders.resend.IdempotencyKey;
import sslorders.resend.Preferences;
import sslorders.resend.RequestReference;
import sslorders.support.Justification;
import sslorders.support.Reason;
import sslorders.support.Resolution;
import sslorders.support.SupportInterventions;
import sslorders.support.SupportResends;

/**
 * HTTP resource of the screen for support agents. It uses no script. Each read and each change is recorded, because it is made by the
 * services of {@code support}. The routes exist only if the claim of support agents is configured.
 */
@Path(PagePaths.SUPPORT)
@Tenant("page")
@EndpointDisabled(name = "ssl-orders.page.support.claim", stringValue = "", disableIfMissing = true)
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@OperatorOperation
@RunOnVirtualThread
class SupportPageResource {
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;

    private final SupportScreens screens;
    private final SupportResends resends;
    private final SupportInterventions interventions;
    private final Viewers viewers;
    private final Login login;
    private final PageErrors errors;
    private final Caller caller;
    private final CsrfTokenParameterProvider csrf;

    SupportPageResource(
            SupportScreens screens,
            SupportResends resends,
            SupportInterventions interventions,
            Viewers viewers,
            Login login,
            PageErrors errors,
            Caller caller,
            CsrfTokenParameterProvider csrf) {
        this.screens = screens;
        this.resends = resends;
        this.interventions = interventions;
        this.viewers = viewers;
        this.login = login;
        this.errors = errors;
        this.caller = caller;
        this.csrf = csrf;
    }

    @GET
    @DatabaseShare
    @PermissionsAllowed(Scopes.SUPPORT)
    public Response search(@Context UriInfo uri, @Context HttpServerRequest request) {
        Viewer viewer = viewer(request);
        SearchView view = screens.search(SearchForm.parse(Requests.parameters(uri)), viewer);
        return Responses.page(Templates.search(frame(viewer, uri), view), viewer);
    }

    /** One order with its history. The page does not reload itself, because each read is recorded. */
    @GET
    @Path("/order")
    @DatabaseShare
    @PermissionsAllowed(Scopes.SUPPORT)
    public Response order(@Context UriInfo uri, @Context HttpServerRequest request) {
        Viewer viewer = viewer(request);
        Map<String, String> parameters = Requests.parameters(uri);
        FoundOrderView view = screens.order(
                order(parameters),
                Optional.ofNullable(parameters.get("cursor")),
                Optional.ofNullable(parameters.get("key")).orElseGet(Requests::newKey),
                back(parameters),
                viewer,
                csrf.getToken());
        return Responses.page(Templates.foundOrder(frame(viewer, uri), view), viewer);
    }

    /** Submits the resend without waiting for the CA, because the page of the order shows the progress. */
    @POST
    @Path("/order/resend")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermissionsAllowed(Scopes.SUPPORT)
    public Response resend(
            @Context UriInfo uri,
            @FormParam("reason") String reason,
            @FormParam("reference") String reference,
            @FormParam("expectedRecipient") String recipient,
            @FormParam("skipCoolDown") String skipCoolDown,
            @Context HttpServerRequest request) {
        return change(
                uri,
                request,
                parameters -> resends.submit(
                        order(parameters),
                        new SupportResends.Request(
                                justification(reason, reference),
                                Optional.of(recipient == null ? "" : recipient),
                                skipCoolDown != null,
                                IdempotencyKey.parse(List.of(parameters.getOrDefault("key", ""))),
                                Preferences.ASYNC)));
    }

    @POST
    @Path("/order/cancellation")
    @DatabaseShare
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermissionsAllowed(Scopes.SUPPORT)
    public Response cancel(
            @Context UriInfo uri,
            @FormParam("reason") String reason,
            @FormParam("reference") String reference,
            @Context HttpServerRequest request) {
        return change(
                uri,
                request,
                parameters ->
                        interventions.cancel(order(parameters), resend(parameters), justification(reason, reference)));
    }

    @POST
    @Path("/order/retry")
    @DatabaseShare
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermissionsAllowed(Scopes.SUPPORT)
    public Response retry(
            @Context UriInfo uri,
            @FormParam("reason") String reason,
            @FormParam("reference") String reference,
            @Context HttpServerRequest request) {
        return change(
                uri,
                request,
                parameters -> interventions.retryNow(
                        order(parameters), resend(parameters), justification(reason, reference)));
    }

    /** The reason of a resolution is its evidence. */
    @POST
    @Path("/order/resolution")
    @DatabaseShare
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermissionsAllowed(Scopes.SUPPORT)
    public Response resolve(
            @Context UriInfo uri,
            @FormParam("finding") String finding,
            @FormParam("reason") String evidence,
            @FormParam("reference") String reference,
            @Context HttpServerRequest request) {
        return change(
                uri,
                request,
                parameters -> interventions.resolve(
                        order(parameters),
                        resend(parameters),
                        Resolution.parse(
                                Optional.ofNullable(finding), Optional.ofNullable(evidence), entered(reference))));
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

    /** Makes a change and returns to the page of its order. A rejected change shows a message, and nothing is recorded. */
    private Response change(UriInfo uri, HttpServerRequest request, Consumer<Map<String, String>> change) {
        Map<String, String> parameters = Requests.parameters(uri);
        Map<String, String> order = PagePaths.orderParameters(order(parameters), back(parameters));
        try {
            change.accept(parameters);
        } catch (ServiceException refusal) {
            if (refusal.type() == ErrorType.ORDER_NOT_FOUND || refusal.type() == ErrorType.RESEND_NOT_FOUND) {
                throw refusal;
            }
            return refused(refusal, withKey(refusal, order, parameters), viewer(request));
        }
        return Responses.seeOther(PagePaths.with(PagePaths.SUPPORT_ORDER, order));
    }

    private Response refused(ServiceException refusal, String link, Viewer viewer) {
        Messages texts = Texts.of(viewer.locale());
        return errors.message(
                refusal.type() == ErrorType.INVALID_REQUEST ? BAD_REQUEST : CONFLICT,
                new MessageView(
                        texts.errorTitle(),
                        Refusals.text(refusal, viewer.locale()),
                        link,
                        texts.backToOrder(),
                        Optional.empty()),
                viewer);
    }

    /** Returns the address of the order's page. It keeps the idempotency key if the request may have been executed. */
    private static String withKey(ServiceException refusal, Map<String, String> order, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(order);
        if (refusal.type() == ErrorType.UNAVAILABLE || refusal.type() == ErrorType.ACCOUNT_BUSY) {
            all.put("key", parameters.getOrDefault("key", ""));
        }
        return PagePaths.with(PagePaths.SUPPORT_ORDER, all);
    }

    private Viewer viewer(HttpServerRequest request) {
        return viewers.of(request, caller.subject());
    }

    private Frame frame(Viewer viewer, UriInfo uri) {
        return new Frame(viewer, Requests.address(uri), csrf.getToken(), 0, errors.theme());
    }

    private static String order(Map<String, String> parameters) {
        return parameters.getOrDefault("order", "");
    }

    private static String back(Map<String, String> parameters) {
        return PagePaths.ownOfSupport(parameters.get("back"));
    }

    private static String resend(Map<String, String> parameters) {
        return parameters.getOrDefault("resend", "");
    }

    private static Justification justification(String reason, String reference) {
        return new Justification(Reason.parse(reason), entered(reference).map(RequestReference::parse));
    }

    /** Returns the text of an optional field; empty if the field is empty. */
    private static Optional<String> entered(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
    }
}
