package sslorders.ca.godaddy;

import sslorders.ca.CaRequest;

/** The requests of the {@code godaddy} dialect, and the body of its failures. */
final class GoDaddyApi {

    private GoDaddyApi() {}

    static CaRequest history(String caOrderId) {
        return CaRequest.get("v1", "certificates", caOrderId, "email", "history")
                .accept("application/json")
                // The texts of all mails, for the life of the certificate: 1.5 MB are plausible.
                .leavingOut("body");
    }

    static CaRequest resend(String caOrderId, long emailId) {
        return CaRequest.post("v1", "certificates", caOrderId, "email", String.valueOf(emailId), "resend")
                .accept("application/json");
    }

    /** The body of a failure; all of it may be missing. */
    record Failure(String code, Integer retryAfterSec) {}
}
