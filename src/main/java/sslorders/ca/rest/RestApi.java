package sslorders.ca.rest;

import sslorders.ca.CaRequest;
import sslorders.ca.CertificateAuthority.Request;

/** The request of the {@code rest} dialect. */
final class RestApi {

    private RestApi() {}

    static CaRequest resend(Request request) {
        return CaRequest.post("orders", request.caOrderId(), "fulfillment-email", "resend")
                .accept("application/json")
                .header("Idempotency-Key", request.resendId().toString())
                .json(new Recipient(request.recipient()));
    }

    /** The body of the call. */
    record Recipient(String recipient) {}
}
