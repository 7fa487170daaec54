package sslorders.ca.softlayer;

import java.util.List;
import java.util.Optional;
import sslorders.ca.CaRequest;

/** The requests of the {@code softlayer} dialect, and the body of its failures. */
final class SoftLayerApi {

    private SoftLayerApi() {}

    static CaRequest resendEmail(String caOrderId) {
        return CaRequest.post("rest", "v3.1", "SoftLayer_Security_Certificate_Request", caOrderId, "resendEmail")
                .accept("application/json")
                .json(new Call(List.of("FulfillmentEmail")));
    }

    /**
     * Returns a request that reads the ID of an order, or of the account if no order is known. The mask excludes all other
     * properties.
     */
    static CaRequest getObject(Optional<String> caOrderId) {
        return caOrderId
                .map(order ->
                        CaRequest.get("rest", "v3.1", "SoftLayer_Security_Certificate_Request", order, "getObject"))
                .orElseGet(() -> CaRequest.get("rest", "v3.1", "SoftLayer_Account", "getObject"))
                .query("objectMask", "mask[id]")
                .accept("application/json");
    }

    /** The body of the call. */
    record Call(List<String> parameters) {}

    /** The body of a failure. Both members may be absent. */
    record Failure(String code, String error) {}
}
