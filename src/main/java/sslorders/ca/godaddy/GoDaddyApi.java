package sslorders.ca.godaddy;

import sslorders.ca.CaRequest;

/** The requests of the {@code godaddy} dialect, and the body of its failures. */
final class GoDaddyApi {

    private GoDaddyApi() {}

    static CaRequest history(String caOrderId) {
        return CaRequest.get("v1", "certificates", caOrderId, "email", "history")
                .accept("application/json")
                // This field contains the text of each e-mail. A history of the certificate's whole lifetime can
                // contain 1.5 MB.
                .omitting("body");
    }

    static CaRequest resend(String caOrderId, long emailId) {
        return CaRequest.post("v1", "certificates", caOrderId, "email", String.valueOf(emailId), "resend")
                .accept("application/json");
    }

    /** The body of a failure. All members may be absent. */
    record Failure(String code, Integer retryAfterSec) {}
}
