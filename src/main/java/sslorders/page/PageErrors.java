package sslorders.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Shows errors in the person's language, with a link to continue. */
@Singleton
class PageErrors {
    private static final int UNAUTHORIZED = 401;

    private final Viewers viewers;
    private final PageConfig config;

    PageErrors(Viewers viewers, PageConfig config) {
        this.viewers = viewers;
        this.config = config;
    }

    /** Returns the address of the portal's style sheet; empty text if the portal has none. */
    String theme() {
        return config.theme().orElse("");
    }

    /**
     * Returns the message for a form or a part of the page whose session has ended. The link leads to a login, and then back to the
     * page.
     */
    Response sessionEnded(HttpServerRequest request) {
        Viewer viewer = viewers.of(request, "");
        Messages texts = Texts.of(viewer.locale());
        String here = PagePaths.own(request.uri());
        if (PagePaths.isSupport(here)) {
            return message(
                    UNAUTHORIZED,
                    new MessageView(
                            texts.sessionEnded(),
                            texts.sessionEndedText(),
                            request.method() == HttpMethod.GET ? here : orderOfForm(here),
                            texts.signIn(),
                            Optional.empty()),
                    viewer);
        }
        boolean isPart = here.startsWith(PagePaths.ROW) || request.method() == HttpMethod.GET && viewer.withScript();
        String next = here.startsWith(PagePaths.RESEND) || here.startsWith(PagePaths.ORDERS) && !isPart
                ? here
                : PagePaths.ORDERS;
        Response response = message(
                UNAUTHORIZED,
                new MessageView(texts.sessionEnded(), texts.sessionEndedText(), next, texts.signIn(), Optional.empty()),
                viewer);
        // The page's script makes the browser open the whole page again, which leads to the login.
        return isPart
                ? Response.fromResponse(response)
                        .header(
                                here.startsWith(PagePaths.RESEND) ? "HX-Redirect" : "HX-Refresh",
                                here.startsWith(PagePaths.RESEND) ? here : "true")
                        .build()
                : response;
    }

    /** Returns the address of the order whose page contains the form. It keeps the idempotency key of the form. */
    private static String orderOfForm(String address) {
        int query = address.indexOf('?');
        return query < 0 ? PagePaths.SUPPORT : PagePaths.SUPPORT_ORDER + address.substring(query);
    }

    Response loginFailed(HttpServerRequest request) {
        Viewer viewer = viewers.of(request, "");
        Messages texts = Texts.of(viewer.locale());
        return message(
                UNAUTHORIZED,
                new MessageView(
                        texts.errorTitle(),
                        texts.errorLogin(),
                        PagePaths.home(request.path()),
                        texts.signIn(),
                        Optional.empty()),
                viewer);
    }

    /**
     * Returns a message in place of the page, or in the dialog if the page's script sent the request. The frame is that of the screen
     * to which the link leads.
     */
    Response message(int status, MessageView view, Viewer viewer) {
        Response.ResponseBuilder response = Response.status(status)
                .type("text/html;charset=UTF-8")
                // Replaces the language of the problem document, since the person can choose another one.
                .header(HttpHeaders.CONTENT_LANGUAGE, viewer.locale().toLanguageTag());
        return viewer.withScript()
                ? response.entity(Responses.render(Templates.messageBody(view), viewer))
                        .header("HX-Retarget", "#dialog-body")
                        .header("HX-Reswap", "innerHTML")
                        .build()
                : response.entity(Responses.render(
                                Templates.message(new Frame(viewer, PagePaths.home(view.link()), "", 0, theme()), view),
                                viewer))
                        .build();
    }

    /**
     * Returns the message in place of a problem document.
     *
     * @param problem the document, or another entity
     */
    Response of(int status, Object problem, HttpServerRequest request) {
        Viewer viewer = viewers.of(request, "");
        Messages texts = Texts.of(viewer.locale());
        JsonObject document = document(problem);
        String type = document.getString("type", "");
        String text =
                switch (status) {
                    case 400 ->
                        type.endsWith(":request-refused") || type.isEmpty() ? texts.errorForm() : texts.errorOther();
                    case 403 -> type.endsWith(":no-account") ? texts.errorNoAccount() : texts.errorForbidden();
                    case 404, 405 -> texts.errorNotFound();
                    case 429 -> texts.errorBusy();
                    case 503 -> texts.errorUnavailable();
                    default -> texts.errorOther();
                };
        String id = document.getString("traceId");
        return message(
                status,
                new MessageView(
                        texts.errorTitle(),
                        id == null ? text : text + " " + texts.errorId(id),
                        PagePaths.home(request.path()),
                        texts.back(),
                        Optional.empty()),
                viewer);
    }

    private static JsonObject document(Object problem) {
        try {
            return problem instanceof byte[] bytes ? new JsonObject(Buffer.buffer(bytes)) : new JsonObject();
        } catch (DecodeException other) {
            return new JsonObject();
        }
    }
}
