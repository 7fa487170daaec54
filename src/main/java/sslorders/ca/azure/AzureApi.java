package sslorders.ca.azure;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The wire of the {@code azure} dialect. */
@Path("/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.CertificateRegistration")
interface AzureApi {

    @POST
    @Path("/certificateOrders/{caOrderId}/resendEmail")
    @Produces(MediaType.APPLICATION_JSON)
    Response resendEmail(
            @HeaderParam("Authorization") String authorization,
            @PathParam("subscription") String subscription,
            @PathParam("resourceGroup") String resourceGroup,
            @PathParam("caOrderId") String caOrderId,
            @QueryParam("api-version") String apiVersion);

    /** The body of a failure, without its text. */
    record Failure(Detail error) {

        /** What the failure is. */
        record Detail(String code) {}
    }
}
