package sslorders.ca.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.Outcome;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;

/** One CA that speaks {@code rest}. In this dialect the status is the CA's word; the body may add a reference. */
final class RestAuthority implements CertificateAuthority {
    /** Too short and too plain for a key or a certificate, whatever a CA may put there. */
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._:-]{1,40}");

    private final CaClient client;
    private final CodeTable codes;

    RestAuthority(CaClient client, CodeTable codes) {
        this.client = client;
        this.codes = codes;
    }

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        return client.call(RestApi.resend(request), this::outcome);
    }

    @Override
    public RecipientCheck recipientCheck() {
        return RecipientCheck.SENT_ALONG;
    }

    @Override
    public Duration longestCall() {
        return client.longestCall();
    }

    private Outcome outcome(Reply reply) {
        return switch (reply.status()) {
            case 200, 202 -> accepted(reply);
            case 204 -> new Outcome.Accepted(Optional.empty());
            default -> failure(reply);
        };
    }

    private Outcome failure(Reply reply) {
        return codes.find(reply).orElseGet(() -> byStatus(reply));
    }

    private static Outcome byStatus(Reply reply) {
        // A page of a gateway is no word of the CA.
        boolean isOfTheCa =
                reply.isEmpty() || reply.json().filter(JsonNode::isObject).isPresent();
        return switch (reply.status()) {
            case 404 -> isOfTheCa ? reply.rejected(Outcome.Reason.ORDER_NOT_FOUND) : reply.foreign();
            case 409 -> isOfTheCa ? reply.rejected(Outcome.Reason.WRONG_STATE) : reply.foreign();
            case 422 -> reply.rejected(Outcome.Reason.NOT_SUPPORTED);
            default -> reply.byStatus();
        };
    }

    /** Accepted, if the body is what an acceptance has: nothing, or a JSON object. A login page with a 200 is neither. */
    private static Outcome accepted(Reply reply) {
        if (reply.isEmpty()) {
            return new Outcome.Accepted(Optional.empty());
        }
        return reply.json()
                .filter(JsonNode::isObject)
                .<Outcome>map(body -> new Outcome.Accepted(reference(body.path("reference"))))
                .orElseGet(reply::unreadable);
    }

    /** The reference, unless it has a form that no reference has: nothing else of a body may be kept. */
    private static Optional<String> reference(JsonNode reference) {
        return Optional.of(reference.asText())
                .filter(text -> REFERENCE.matcher(text).matches());
    }
}
