package sslorders.ca.trustico;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The wire of the {@code trustico} dialect. */
@Path("/order/resendemail")
interface TrusticoApi {

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Response resend(@HeaderParam("Authorization") String authorization, Mail mail);

    /** The body of the call. */
    record Mail(
            @JsonProperty("OrderReference") long orderReference,
            @JsonProperty("EmailType") String emailType) {}

    /** The body of the answer, without the text that comes with a failure. */
    record Answer(@JsonProperty("SuccessCode") Integer successCode) {}
}
