package sslorders.ca.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The wire of the {@code rest} dialect. */
@Path("/orders")
interface RestApi {

    @POST
    @Path("/{caOrderId}/fulfillment-email/resend")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Response resend(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @PathParam("caOrderId") String caOrderId,
            Recipient recipient);

    /** The body of the call. */
    record Recipient(String recipient) {}
}
