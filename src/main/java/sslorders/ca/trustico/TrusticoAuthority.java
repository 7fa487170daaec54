package sslorders.ca.trustico;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CheckStep;
import sslorders.ca.CodeTable;
import sslorders.ca.Outcome;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;

/**
 * Adapter of a CA with the dialect {@code trustico}. Failures have a text and no code. Therefore, few reasons can be distinguished.
 */
final class TrusticoAuthority implements CertificateAuthority {
    private static final Pattern ORDER_REFERENCE = Pattern.compile("[0-9]{1,18}");

    private final CaClient client;
    private final CodeTable codes;

    TrusticoAuthority(CaClient client, CodeTable codes) {
        this.client = client;
        this.codes = codes;
    }

    /** Rejects an order ID that is not a number, without calling the CA. */
    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        if (!ORDER_REFERENCE.matcher(request.caOrderId()).matches()) {
            return new Outcome.Rejected(Reason.ORDER_NOT_FOUND, Optional.empty());
        }
        return client.call(TrusticoApi.resend(Long.parseLong(request.caOrderId())), this::outcome);
    }

    /** Proves nothing about the credentials, because every call of the API that is known has side effects. */
    @Override
    public List<CheckStep> check(Optional<String> caOrderId) {
        return client.check(CheckStep::withoutRead);
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
            return reply.jsonList(TrusticoApi.Answer.class)
                    .flatMap(answers -> outcome(answers, reply))
                    .orElseGet(reply::unreadable);
        }
        return codes.byStatus(reply);
    }

    private Optional<Outcome> outcome(List<TrusticoApi.Answer> answers, Reply reply) {
        if (answers.size() != 1
                || answers.getFirst() == null
                || answers.getFirst().successCode() == null) {
            return Optional.empty();
        }
        return switch (answers.getFirst().successCode()) {
            case 1 ->
                answers.getFirst().hasError() ? Optional.empty() : Optional.of(new Outcome.Accepted(Optional.empty()));
            // Failures have no code, so that only the text can be interpreted.
            case 0 -> Optional.of(codes.outcome("", answers.getFirst().text(), reply.notExecuted()));
            default -> Optional.empty();
        };
    }
}
