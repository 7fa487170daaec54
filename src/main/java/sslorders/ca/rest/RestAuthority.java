package sslorders.ca.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CheckStep;
import sslorders.ca.CodeTable;
import sslorders.ca.Outcome;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;

/** Adapter of a CA with the dialect {@code rest}. The HTTP status is the result; the body may contain a reference. */
final class RestAuthority implements CertificateAuthority {
    /** The form of a reference. Its maximum length is too short for a key or a certificate, so that neither can be stored. */
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
    public List<CheckStep> check(Optional<String> caOrderId) {
        return client.check(() -> client.read(RestApi.options(caOrderId), this::optionsStep, CheckStep::unread));
    }

    /** Returns the step for the response to OPTIONS. A CA behind this dialect may not support this method. */
    private CheckStep optionsStep(Reply reply) {
        return switch (reply.status()) {
            case 200, 204 ->
                CheckStep.proven(
                        CheckStep.Kind.READ, "the CA accepted OPTIONS with the token, status " + reply.status());
            case 405, 501 ->
                CheckStep.notProven(
                        CheckStep.Kind.READ,
                        "credentials not proven: the CA does not support OPTIONS, status " + reply.status());
            case 404 ->
                CheckStep.failed(CheckStep.Kind.READ, "status 404: check the URL, and the order if one was given");
            default -> CheckStep.unread(failure(reply));
        };
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
        // An error page of a gateway is not a response of the CA.
        boolean isFromCa =
                reply.isEmpty() || reply.json().filter(JsonNode::isObject).isPresent();
        return switch (reply.status()) {
            case 404 -> isFromCa ? reply.rejected(Outcome.Reason.ORDER_NOT_FOUND) : reply.withoutErrorDocument();
            case 409 -> isFromCa ? reply.rejected(Outcome.Reason.WRONG_STATE) : reply.withoutErrorDocument();
            case 422 -> reply.rejected(Outcome.Reason.NOT_SUPPORTED);
            default -> reply.byStatus();
        };
    }

    /** Returns accepted only if the body is empty or a JSON object; a login page with status 200, for example, is neither. */
    private static Outcome accepted(Reply reply) {
        if (reply.isEmpty()) {
            return new Outcome.Accepted(Optional.empty());
        }
        return reply.json()
                .filter(JsonNode::isObject)
                .<Outcome>map(body -> new Outcome.Accepted(reference(body.path("reference"))))
                .orElseGet(reply::unreadable);
    }

    /** Returns the reference; empty if it does not have the form of a reference, because no other content may be stored. */
    private static Optional<String> reference(JsonNode reference) {
        return Optional.of(reference.asText())
                .filter(text -> REFERENCE.matcher(text).matches());
    }
}
