package sslorders.event;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.http.DatabaseShare;

/** HTTP resource of the events of an account. The contract is {@code openapi.yaml}. */
@Path("/ssl/events")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class EventsResource {
    private final AccountEvents events;
    private final Caller caller;

    EventsResource(AccountEvents events, Caller caller) {
        this.events = events;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Scopes.READ)
    public RestResponse<EventPage> list(@Context UriInfo uri) {
        EventQuery query = EventQuery.parse(caller.account(), uri.getQueryParameters());
        EventPage page = events.page(query.account(), query);
        RestResponse.ResponseBuilder<EventPage> response = RestResponse.ResponseBuilder.ok(page);
        if (page.hasMore()) {
            response.header(HttpHeaders.LINK, "<" + query.uri(page.nextAfter()) + ">; rel=\"next\"");
        }
        return response.build();
    }
}
