package sslorders.ca.softlayer;

import java.time.Duration;
import java.util.Optional;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.Outcome;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;

/** One CA that speaks {@code softlayer}. What a failure means is said by the code in its body, whatever its status. */
final class SoftLayerAuthority implements CertificateAuthority {
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
                    .filter(body -> body.isBoolean() && body.booleanValue())
                    .<Outcome>map(sent -> new Outcome.Accepted(Optional.empty()))
                    .orElseGet(reply::unreadable);
        }
        // A status that no application gives says more than a body that something in between may have written.
        return switch (reply.status()) {
            case 401, 403, 429, 503 -> reply.byStatus();
            default -> reply.status() < 400 ? reply.byStatus() : failure(reply);
        };
    }

    /** With a code that is not known, a refusal is one only by its status: a 500 may mean anything. */
    private Outcome failure(Reply reply) {
        Optional<Outcome> byCode = reply.json(SoftLayerApi.Failure.class)
                .flatMap(failure -> Optional.ofNullable(failure.code()))
                .filter(codes::knows)
                .map(code -> codes.outcome(code, reply.notExecuted()));
        return byCode.orElseGet(
                () -> reply.status() == 404 ? reply.rejected(Reason.ORDER_NOT_FOUND) : reply.byStatus());
    }
}
