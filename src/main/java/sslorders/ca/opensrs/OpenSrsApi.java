package sslorders.ca.opensrs;

import sslorders.ca.CaRequest;

/** The request of the {@code opensrs} dialect. */
final class OpenSrsApi {

    private OpenSrsApi() {}

    /** The path ends with a slash. The envelope is sent as it was signed. */
    static CaRequest call(String username, String signature, byte[] envelope) {
        return CaRequest.post()
                .accept("text/xml")
                .header("X-Username", username)
                .header("X-Signature", signature)
                .body("text/xml", envelope);
    }
}
