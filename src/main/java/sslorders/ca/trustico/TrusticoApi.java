package sslorders.ca.trustico;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import sslorders.ca.CaRequest;

/** The request of the {@code trustico} dialect, and the body of its responses. */
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

    /**
     * The body of the response.
     *
     * @param errors the messages of a failure: an array or a string
     */
    record Answer(
            @JsonProperty("SuccessCode") Integer successCode,
            @JsonProperty("ErrorMSG") JsonNode errors) {

        boolean hasError() {
            return !text().isBlank();
        }

        /** Returns all messages; an empty string if there is none. */
        String text() {
            if (errors == null || errors.isNull()) {
                return "";
            }
            StringBuilder all = new StringBuilder(errors.asText());
            errors.forEach(error -> all.append(error.asText()).append('\n'));
            return all.toString();
        }
    }
}
