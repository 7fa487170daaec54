package sslorders.ca.opensrs;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The wire of the {@code opensrs} dialect. */
@Path("/")
interface OpenSrsApi {

    /** Bytes, so that no encoding comes between the signature and the wire. */
    @POST
    @Consumes(MediaType.TEXT_XML)
    @Produces(MediaType.TEXT_XML)
    Response call(
            @HeaderParam("X-Username") String username, @HeaderParam("X-Signature") String signature, byte[] envelope);
}
