package sslorders.ca.azure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import sslorders.ca.CaRequest;

/** The requests of the {@code azure} dialect, and the body of its failures. */
final class AzureApi {

    private AzureApi() {}

    static CaRequest resendEmail(AzureAuthority.Place place, String caOrderId) {
        return action(place, caOrderId, "resendEmail");
    }

    /** Reads, although it is a POST. */
    static CaRequest emailHistory(AzureAuthority.Place place, String caOrderId) {
        return action(place, caOrderId, "retrieveEmailHistory");
    }

    private static CaRequest action(AzureAuthority.Place place, String caOrderId, String action) {
        return CaRequest.post(
                        "subscriptions",
                        place.subscription(),
                        "resourceGroups",
                        place.resourceGroup(),
                        "providers",
                        "Microsoft.CertificateRegistration",
                        "certificateOrders",
                        caOrderId,
                        action)
                .query("api-version", place.apiVersion())
                .accept("application/json");
    }

    /** An entry of the history: to which address an e-mail was sent, and when. */
    record SentEmail(String emailId, String timeStamp) {}

    /**
     * The body of a failure, without its text: in the form of the resource manager, or in that of the service itself.
     *
     * @param topCode the code of the second form
     */
    record Failure(Detail error, @JsonProperty("Code") String topCode) {

        Optional<String> code() {
            return Optional.ofNullable(error).map(Detail::code).or(() -> Optional.ofNullable(topCode));
        }

        /** What the failure is. */
        record Detail(String code) {}
    }
}
