package sslorders.ca.opensrs;

import sslorders.ca.CaRequest;

/** The requests of the {@code opensrs} dialect. */
final class OpenSrsApi {

    private OpenSrsApi() {}

    /** Returns the request with the signed envelope, whose bytes must not change after the signature. */
    static CaRequest call(String username, String signature, byte[] envelope) {
        return CaRequest.post()
                .accept("text/xml")
                .header("X-Username", username)
                .header("X-Signature", signature)
                .body("text/xml", envelope);
    }
}
