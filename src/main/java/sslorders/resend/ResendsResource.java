package sslorders.resend;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.http.ConditionalResponses;
import sslorders.http.DatabaseShare;
import sslorders.paging.Page;

/** HTTP resource of the resends of an account. The contract is {@code openapi.yaml}. */
@Path("/ssl/resends")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class ResendsResource {
    private final AccountResends resends;
    private final ConditionalResponses responses;
    private final Caller caller;

    ResendsResource(AccountResends resends, ConditionalResponses responses, Caller caller) {
        this.resends = resends;
        this.responses = responses;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Scopes.READ)
    public RestResponse<ResendPage> list(@Context UriInfo uri, @Context Request request) {
        ResendQuery query = ResendQuery.parse(caller.account(), uri.getQueryParameters());
        Page<ResendView> page = resends.page(query.account(), query).map(Resend::view);
        RestResponse.ResponseBuilder<ResendPage> response =
                responses.hashed(new ResendPage(page.items(), page.nextCursor().orElse(null)), request);
        page.nextLink(query::uri).ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }
}
