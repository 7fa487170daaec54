package sslorders.ca.ispapi;

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
 * Adapter of a CA with the dialect {@code ispapi}. The CA responds with 200 to every valid request; the text contains a result
 * code.
 */
final class IspapiAuthority implements CertificateAuthority {
    /** Excludes line breaks, because they would add another parameter to the command, such as a recipient. */
    private static final Pattern ORDER_ID = Pattern.compile("[!-<>-~]{1,128}");

    private final CaClient client;
    private final Credentials credentials;
    private final CodeTable codes;

    IspapiAuthority(CaClient client, Credentials credentials, CodeTable codes) {
        this.client = client;
        this.credentials = credentials;
        this.codes = codes;
    }

    /**
     * The credentials in each request.
     *
     * @param entity the identifier of the CA's production or test system
     */
    record Credentials(String entity, String user, String password) {}

    /** Rejects a malformed order ID without calling the CA. */
    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        return ORDER_ID.matcher(request.caOrderId()).matches()
                ? client.call(IspApi.resend(credentials, request.caOrderId()), this::outcome)
                : new Outcome.Rejected(Reason.ORDER_NOT_FOUND, Optional.empty());
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
        return reply.status() == 200
                ? reply.text()
                        .flatMap(IspapiReply::parse)
                        .map(answer -> outcome(answer, reply))
                        .orElseGet(reply::unreadable)
                : reply.byStatus();
    }

    private Outcome outcome(IspapiReply answer, Reply reply) {
        return answer.code().equals("200")
                ? new Outcome.Accepted(Optional.empty())
                : codes.outcome(answer.code(), answer.description(), reply.notExecuted());
    }
}
