package sslorders.ca.godaddy;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The wire of the {@code godaddy} dialect. */
@Path("/v1/certificates/{caOrderId}/email")
@Produces(MediaType.APPLICATION_JSON)
interface GoDaddyApi {

    @GET
    @Path("/history")
    Response history(@HeaderParam("Authorization") String authorization, @PathParam("caOrderId") String caOrderId);

    @POST
    @Path("/{emailId}/resend")
    Response resend(
            @HeaderParam("Authorization") String authorization,
            @PathParam("caOrderId") String caOrderId,
            @PathParam("emailId") long emailId);

    /** The body of a failure; all of it may be missing. */
    record Failure(String code, Integer retryAfterSec) {}
}
