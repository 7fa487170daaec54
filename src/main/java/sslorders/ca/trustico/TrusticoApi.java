package sslorders.ca.trustico;

import com.fasterxml.jackson.annotation.JsonProperty;
import sslorders.ca.CaRequest;

/** The request of the {@code trustico} dialect, and the body of its answers. */
final class TrusticoApi {

    private TrusticoApi() {}

    static CaRequest resend(long orderReference) {
        return CaRequest.post("order", "resendemail")
                .accept("application/json")
                .json(new Mail(orderReference, "Fulfillment"));
    }

    /** The body of the call. */
    record Mail(
            @JsonProperty("OrderReference") long orderReference,
            @JsonProperty("EmailType") String emailType) {}

    /** The body of the answer, without the text that comes with a failure. */
    record Answer(@JsonProperty("SuccessCode") Integer successCode) {}
}
