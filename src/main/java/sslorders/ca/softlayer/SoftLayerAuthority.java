package sslorders.ca.softlayer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CheckStep;
import sslorders.ca.CodeTable;
import sslorders.ca.CodeTable.Meaning;
import sslorders.ca.Outcome;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;

/** Adapter of a CA with the dialect {@code softlayer}. The code in the body of a failure determines its meaning. */
final class SoftLayerAuthority implements CertificateAuthority {
    /** The code of failures without a specific code. */
    private static final String CATCH_ALL = "SoftLayer_Exception_Public";

    private final CaClient client;
    private final CodeTable codes;

    SoftLayerAuthority(CaClient client, CodeTable codes) {
        this.client = client;
        this.codes = codes;
    }

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        return client.call(SoftLayerApi.resendEmail(request.caOrderId()), this::outcome);
    }

    @Override
    public List<CheckStep> check(Optional<String> caOrderId) {
        String what = caOrderId.isPresent() ? "order" : "account";
        return client.check(() -> client.read(
                SoftLayerApi.getObject(caOrderId),
                reply -> CheckStep.read(object(reply), "the CA returned the " + what),
                CheckStep::unread));
    }

    /** Returns accepted if the response is an object with an ID. */
    private Outcome object(Reply reply) {
        if (reply.status() == 200) {
            return reply.json()
                    .filter(object -> object.hasNonNull("id"))
                    .<Outcome>map(object -> new Outcome.Accepted(Optional.empty()))
                    .orElseGet(reply::unreadable);
        }
        return other(reply);
    }

    @Override
    public RecipientCheck recipientCheck() {
        return RecipientCheck.NOT_CHECKABLE;
    }

    @Override
    public Duration longestCall() {
        return client.longestCall();
    }

    private Outcome outcome(Reply reply) {
        if (reply.status() == 200) {
            return reply.json()
                    .filter(JsonNode::isBoolean)
                    .<Outcome>map(sent -> sent.booleanValue()
                            ? new Outcome.Accepted(Optional.empty())
                            : new Outcome.Rejected(Reason.OTHER, Optional.empty()))
                    .orElseGet(reply::unreadable);
        }
        return other(reply);
    }

    private Outcome other(Reply reply) {
        // These statuses take precedence over the body, because a gateway may have sent the response.
        return switch (reply.status()) {
            case 401, 403, 429, 503 -> reply.byStatus();
            default -> reply.status() < 400 ? reply.byStatus() : failure(reply);
        };
    }

    /** Maps a failure by its code. For an unknown code only the HTTP status counts: a 500 has an unknown outcome. */
    private Outcome failure(Reply reply) {
        return reply.json(SoftLayerApi.Failure.class)
                .filter(failure -> failure.code() != null)
                .filter(failure -> failure.code().equals(CATCH_ALL) || codes.contains(failure.code()))
                .map(failure -> codes.outcome(failure.code(), meaning(failure, reply), reply.notExecuted()))
                .orElseGet(reply::byStatus);
    }

    /** Returns the meaning of {@link #CATCH_ALL}: unknown for an internal error of the CA, otherwise a rejection. */
    private static Meaning meaning(SoftLayerApi.Failure failure, Reply reply) {
        String text = Objects.requireNonNullElse(failure.error(), "").strip();
        if (text.startsWith("Access Denied")) {
            return Meaning.CREDENTIALS;
        }
        return reply.status() >= 500 || text.startsWith("Internal Error") ? Meaning.UNKNOWN : Meaning.REFUSED;
    }
}
