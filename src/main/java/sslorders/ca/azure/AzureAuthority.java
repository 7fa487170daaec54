package sslorders.ca.azure;

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
import sslorders.ca.Reconciling;
import sslorders.ca.Reply;

/**
 * Adapter of a CA with the dialect {@code azure}, for the certificate orders of one resource group. It requests a resend only if the
 * newest e-mail in the order's mail history went to the captured address. It reconciles an unknown outcome with the same history.
 */
final class AzureAuthority implements CertificateAuthority, Reconciling {
    private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,60}");

    private final CaClient client;
    private final Location location;
    private final CodeTable codes;

    AzureAuthority(CaClient client, Location location, CodeTable codes) {
        this.client = client;
        this.location = location;
        this.codes = codes;
    }

    /** The location of the orders, and the version of the API. */
    record Location(String subscription, String resourceGroup, String apiVersion) {}

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        return switch (history(request.caOrderId())) {
            case EmailHistory.Unavailable unavailable -> unavailable.outcome();
            case EmailHistory.Read read ->
                read.newest()
                        .filter(newest -> newest.isTo(request.recipient()))
                        .map(newest -> resend(request, read.token()))
                        .orElseGet(() -> nothingToResend(read));
        };
    }

    private static Outcome nothingToResend(EmailHistory.Read read) {
        if (read.hasUnreadable()) {
            return new Outcome.NotExecuted("e-mail history, unreadable entries", Optional.empty());
        }
        return new Outcome.Rejected(
                read.emails().isEmpty() ? Reason.NO_SUCH_MAIL : Reason.RECIPIENT_DIFFERS, Optional.empty());
    }

    private Outcome resend(Request request, String token) {
        Outcome outcome = client.call(AzureApi.resendEmail(location, request.caOrderId()), this::outcome);
        return outcome instanceof Outcome.Unknown unknown
                ? new Outcome.Unknown(unknown.cause(), Optional.of(token))
                : outcome;
    }

    @Override
    public Finding reconcile(Request request, String token) {
        return switch (history(request.caOrderId())) {
            case EmailHistory.Unavailable unavailable -> Finding.ofUnavailable(unavailable.outcome());
            case EmailHistory.Read read -> read.finding(token, request.recipient());
        };
    }

    private EmailHistory history(String caOrderId) {
        return client.<EmailHistory>read(
                AzureApi.emailHistory(location, caOrderId),
                reply -> reply.status() == 200 ? EmailHistory.of(reply) : EmailHistory.Unavailable.of(failure(reply)),
                EmailHistory.Unavailable::of);
    }

    @Override
    public List<CheckStep> check(Optional<String> caOrderId) {
        return client.check(() -> caOrderId.map(this::readHistory).orElseGet(CheckStep::withoutOrder));
    }

    private CheckStep readHistory(String caOrderId) {
        return switch (history(caOrderId)) {
            case EmailHistory.Unavailable unavailable -> CheckStep.unread(unavailable.outcome());
            case EmailHistory.Read read ->
                CheckStep.proven(
                        CheckStep.Kind.READ,
                        "the history of the order has %d e-mails"
                                .formatted(read.emails().size()));
        };
    }

    @Override
    public RecipientCheck recipientCheck() {
        return RecipientCheck.CHECKED;
    }

    /** Returns the maximum duration of two sequential calls. */
    @Override
    public Duration longestCall() {
        return client.longestCall().multipliedBy(2);
    }

    private Outcome outcome(Reply reply) {
        return reply.status() == 204 ? new Outcome.Accepted(Optional.empty()) : failure(reply);
    }

    private Outcome failure(Reply reply) {
        Optional<String> code = reply.json(AzureApi.Failure.class).flatMap(AzureApi.Failure::code);
        return reply.isThrottled()
                ? reply.notExecuted()
                : code.flatMap(text -> codes.find(text, text, reply.notExecuted()))
                        .orElseGet(() -> byStatus(code, reply));
    }

    private static Outcome byStatus(Optional<String> code, Reply reply) {
        return switch (reply.status()) {
            case 401, 403 -> rejected(Reason.CREDENTIALS_REFUSED, code, reply);
            case 404 -> code.isEmpty() ? reply.withoutErrorDocument() : rejected(Reason.ORDER_NOT_FOUND, code, reply);
            case 409 -> code.isEmpty() ? reply.withoutErrorDocument() : rejected(Reason.WRONG_STATE, code, reply);
            default -> reply.byStatus();
        };
    }

    private static Outcome rejected(Reason reason, Optional<String> code, Reply reply) {
        return code.filter(text -> CODE.matcher(text).matches())
                .<Outcome>map(text -> new Outcome.Rejected(reason, Optional.of(text)))
                .orElseGet(() -> reply.rejected(reason));
    }
}
