package sslorders.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import sslorders.account.Scopes;
import sslorders.http.ClientDisconnectedException;
import sslorders.http.ClientStall;
import sslorders.http.DatabaseShare;
import sslorders.http.OperatorOperation;
import sslorders.paging.Page;

/** HTTP resource of the recorded actions. The contract is {@code openapi.yaml}. */
@Path("/ssl/support/actions")
@OperatorOperation
@RunOnVirtualThread
@DatabaseShare
class ActionsResource {
    private static final String NDJSON = "application/x-ndjson";

    /** The number of actions that an export reads at once. Each has at most about 3 KB. */
    private static final int BATCH = 500;

    private final ActionLog log;
    private final OperatorActions actions;
    private final ObjectWriter json;
    private final ClientStall stall;

    ActionsResource(ActionLog log, OperatorActions actions, ObjectMapper json, ClientStall stall) {
        this.log = log;
        this.actions = actions;
        this.json = json.writerFor(ActionView.class);
        this.stall = stall;
    }

    /** Lists actions as JSON. A client that accepts only newline-delimited JSON gets an export of all selected actions. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, NDJSON})
    @PermissionsAllowed({Scopes.OPERATE, Scopes.SUPPORT})
    public Response list(@Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServerRequest request) {
        // The header has been removed if it permits JSON.
        return headers.getHeaderString(HttpHeaders.ACCEPT) == null ? page(uri) : export(uri, request);
    }

    private Response page(UriInfo uri) {
        ActionQuery query = ActionQuery.parse(uri.getQueryParameters());
        Page<ActionView> page = Page.of(
                log.read(query.filter(), query.after(), query.page().rowsToRead()),
                query.page().limit(),
                query::cursorAfter);
        actions.record(recorded(ActionType.LIST_ACTIONS, query.filter()));
        Response.ResponseBuilder response =
                Response.ok(new ActionPage(page.items(), page.nextCursor().orElse(null)), MediaType.APPLICATION_JSON);
        page.nextLink(query::uri).ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }

    private Response export(UriInfo uri, HttpServerRequest request) {
        ActionFilter filter = ActionQuery.parseExport(uri.getQueryParameters());
        // Read before the response begins, while an error status is still possible.
        List<ActionView> first = log.read(filter, Optional.empty(), BATCH);
        actions.record(recorded(ActionType.EXPORT_ACTIONS, filter));
        StreamingOutput lines = out -> export(filter, first, request, out);
        return Response.ok(lines, NDJSON).build();
    }

    private void export(ActionFilter filter, List<ActionView> first, HttpServerRequest request, OutputStream out)
            throws IOException {
        try {
            List<ActionView> batch = first;
            while (!batch.isEmpty()) {
                List<ActionView> lines = batch;
                stall.write(request, () -> write(lines, out));
                batch = batch.size() < BATCH
                        ? List.of()
                        : log.read(filter, Optional.of(ActionQuery.position(batch.getLast())), BATCH);
            }
        } catch (IOException closed) {
            // Rethrown, so that an incomplete response does not end like a complete response.
            throw new ClientDisconnectedException("An export of actions was aborted", closed);
        }
    }

    private void write(List<ActionView> lines, OutputStream out) throws IOException {
        for (ActionView line : lines) {
            out.write(json.writeValueAsBytes(line));
            out.write('\n');
        }
        out.flush();
    }

    private static OperatorAction recorded(ActionType type, ActionFilter filter) {
        OperatorAction action = OperatorAction.of(
                type,
                new OperatorAction.Target(
                        filter.account().map(account -> account.value()),
                        filter.order().map(order -> order.value()),
                        Optional.empty(),
                        Optional.empty()));
        return filter.details().map(action::withDetails).orElse(action);
    }
}
