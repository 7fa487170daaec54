package sslorders.ca.azure;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.Outcome;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;

/** One CA that speaks {@code azure}: the certificate orders of one resource group. */
final class AzureAuthority implements CertificateAuthority {
    private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,60}");

    private final CaClient client;
    private final Place place;

    AzureAuthority(CaClient client, Place place) {
        this.client = client;
        this.place = place;
    }

    /** Where the orders are, and in which version of the API. */
    record Place(String subscription, String resourceGroup, String apiVersion) {}

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        return client.call(AzureApi.resendEmail(place, request.caOrderId()), AzureAuthority::outcome);
    }

    @Override
    public RecipientCheck recipientCheck() {
        return RecipientCheck.NOT_CHECKABLE;
    }

    @Override
    public Duration longestCall() {
        return client.longestCall();
    }

    private static Outcome outcome(Reply reply) {
        return switch (reply.status()) {
            case 204 -> new Outcome.Accepted(Optional.empty());
            case 401, 403 -> rejected(Reason.CREDENTIALS_REFUSED, reply);
            case 404 -> rejected(Reason.ORDER_NOT_FOUND, reply);
            case 409 -> rejected(Reason.WRONG_STATE, reply);
            default -> reply.byStatus();
        };
    }

    private static Outcome rejected(Reason reason, Reply reply) {
        return reply.json(AzureApi.Failure.class)
                .map(AzureApi.Failure::error)
                .map(AzureApi.Failure.Detail::code)
                .filter(code -> CODE.matcher(code).matches())
                .<Outcome>map(code -> new Outcome.Rejected(reason, Optional.of(code)))
                .orElseGet(() -> reply.rejected(reason));
    }
}
