package sslorders.pause;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.http.ConditionalResponses;
import sslorders.http.NoQueryParameters;

/** HTTP resource of the CAs, for portals. The contract is {@code openapi.yaml}. */
@Path("/ssl/certificate-authorities")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CertificateAuthoritiesResource {
    private final CertificateAuthorityStates states;
    private final ConditionalResponses responses;
    private final Caller caller;

    CertificateAuthoritiesResource(CertificateAuthorityStates states, ConditionalResponses responses, Caller caller) {
        this.states = states;
        this.responses = responses;
        this.caller = caller;
    }

    @GET
    @NoQueryParameters
    @PermissionsAllowed(Scopes.READ)
    public RestResponse<CertificateAuthorityList> list(@Context Request request) {
        // All accounts see the same CAs, but only a token of an account is accepted, as for all other data.
        caller.account();
        return responses.hashed(states.all(), request).build();
    }
}
