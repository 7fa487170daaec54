package sslorders.ca.azure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import sslorders.ca.CaRequest;

/** The requests of the {@code azure} dialect, and the body of its failures. */
final class AzureApi {

    private AzureApi() {}

    static CaRequest resendEmail(AzureAuthority.Location location, String caOrderId) {
        return action(location, caOrderId, "resendEmail");
    }

    /** Returns a request without side effects, although it is a POST. */
    static CaRequest emailHistory(AzureAuthority.Location location, String caOrderId) {
        return action(location, caOrderId, "retrieveEmailHistory");
    }

    private static CaRequest action(AzureAuthority.Location location, String caOrderId, String action) {
        return CaRequest.post(
                        "subscriptions",
                        location.subscription(),
                        "resourceGroups",
                        location.resourceGroup(),
                        "providers",
                        "Microsoft.CertificateRegistration",
                        "certificateOrders",
                        caOrderId,
                        action)
                .query("api-version", location.apiVersion())
                .accept("application/json");
    }

    /**
     * An entry of the mail history.
     *
     * @param emailId the address to which the e-mail was sent
     * @param timeStamp the time at which it was sent
     */
    record SentEmail(String emailId, String timeStamp) {}

    /**
     * The body of a failure without its text, in the form that the Azure Resource Manager or the certificate service uses.
     *
     * @param topCode the code in the form of the certificate service
     */
    record Failure(Detail error, @JsonProperty("Code") String topCode) {

        Optional<String> code() {
            return Optional.ofNullable(error).map(Detail::code).or(() -> Optional.ofNullable(topCode));
        }

        /** The code in the form of the Azure Resource Manager. */
        record Detail(String code) {}
    }
}
