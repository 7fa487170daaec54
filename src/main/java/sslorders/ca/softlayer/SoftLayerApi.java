package sslorders.ca.softlayer;

import java.util.List;
import sslorders.ca.CaRequest;

/** The request of the {@code softlayer} dialect, and the body of its failures. */
final class SoftLayerApi {

    private SoftLayerApi() {}

    static CaRequest resendEmail(String caOrderId) {
        return CaRequest.post("rest", "v3.1", "SoftLayer_Security_Certificate_Request", caOrderId, "resendEmail")
                .accept("application/json")
                .json(new Call(List.of("FulfillmentEmail")));
    }

    /** The body of the call. */
    record Call(List<String> parameters) {}

    /** The body of a failure. Both members may be absent. */
    record Failure(String code, String error) {}
}
