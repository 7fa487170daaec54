package sslorders.ca.rest;

import java.util.Optional;
import sslorders.ca.CaRequest;
import sslorders.ca.CertificateAuthority.Request;

/** The requests of the {@code rest} dialect. */
final class RestApi {

    private RestApi() {}

    static CaRequest resend(Request request) {
        return CaRequest.post("orders", request.caOrderId(), "fulfillment-email", "resend")
                .accept("application/json")
                .header("Idempotency-Key", request.resendId().toString())
                .json(new Recipient(request.recipient()));
    }

    /** Returns a request without side effects for the resend of an order, or for all orders if no order is known. */
    static CaRequest options(Optional<String> caOrderId) {
        return caOrderId
                .map(order -> CaRequest.options("orders", order, "fulfillment-email", "resend"))
                .orElseGet(() -> CaRequest.options("orders"))
                .accept("application/json");
    }

    /** The body of the call. */
    record Recipient(String recipient) {}
}
