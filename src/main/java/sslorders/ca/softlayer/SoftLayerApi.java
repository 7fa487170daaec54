package sslorders.ca.softlayer;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The wire of the {@code softlayer} dialect. */
@Path("/rest/v3.1/SoftLayer_Security_Certificate_Request")
interface SoftLayerApi {

    @POST
    @Path("/{caOrderId}/resendEmail")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Response resendEmail(
            @HeaderParam("Authorization") String authorization, @PathParam("caOrderId") String caOrderId, Call call);

    /** The body of the call. */
    record Call(List<String> parameters) {}

    /** The body of a failure, without its text. */
    record Failure(String code) {}
}
