package sslorders.ca.azure;

import sslorders.ca.CaRequest;

/** The request of the {@code azure} dialect, and the body of its failures. */
final class AzureApi {

    private AzureApi() {}

    static CaRequest resendEmail(AzureAuthority.Place place, String caOrderId) {
        return CaRequest.post(
                        "subscriptions",
                        place.subscription(),
                        "resourceGroups",
                        place.resourceGroup(),
                        "providers",
                        "Microsoft.CertificateRegistration",
                        "certificateOrders",
                        caOrderId,
                        "resendEmail")
                .query("api-version", place.apiVersion())
                .accept("application/json");
    }

    /** The body of a failure, without its text. */
    record Failure(Detail error) {

        /** What the failure is. */
        record Detail(String code) {}
    }
}
