package sslorders.erasure;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.http.DatabaseShare;
import sslorders.http.NoQueryParameters;
import sslorders.resend.RelayScheduler;

/** HTTP resource of the erasure of an account. The contract is {@code openapi.yaml}. */
@Path("/ssl/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@DatabaseShare
class AccountErasureResource {
    private final AccountErasures erasures;
    private final RelayScheduler scheduler;
    private final Caller caller;

    AccountErasureResource(AccountErasures erasures, RelayScheduler scheduler, Caller caller) {
        this.erasures = erasures;
        this.scheduler = scheduler;
        this.caller = caller;
    }

    @DELETE
    @NoQueryParameters
    @Path("/{id}")
    @PermissionsAllowed(Scopes.CAPTURE)
    public RestResponse<AccountErasureView> erase(@PathParam("id") String id) {
        AccountId account = permitted(id);
        AccountErasureView erasure = erasures.request(account, caller.subject()).view();
        scheduler.pollNow();
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, erasure)
                .header(HttpHeaders.LOCATION, location(account))
                .build();
    }

    @GET
    @NoQueryParameters
    @Path("/{id}/erasure")
    @PermissionsAllowed(Scopes.CAPTURE)
    public AccountErasureView one(@PathParam("id") String id) {
        return erasures.find(permitted(id))
                .map(AccountErasure::view)
                .orElseThrow(() -> new ServiceException(ErrorType.ERASURE_NOT_FOUND, Detail.ERASURE_NOT_FOUND));
    }

    /** Returns the account, if the client may erase it. */
    private AccountId permitted(String id) {
        AccountId account = AccountId.parse(id)
                .orElseThrow(() -> ServiceException.invalid(InputError.inPath("id", Detail.ACCOUNT_ID)));
        if (caller.boundAccount().filter(bound -> !bound.equals(account)).isPresent()) {
            throw new ServiceException(ErrorType.FOREIGN_ACCOUNT, Detail.OWN_ERASURE_ONLY);
        }
        return account;
    }

    /** Returns a path without a host. An account ID can contain characters that have a meaning in a path. */
    private static String location(AccountId account) {
        return "/ssl/accounts/" + URLEncoder.encode(account.value(), StandardCharsets.UTF_8) + "/erasure";
    }
}
