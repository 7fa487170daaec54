package sslorders.ca.godaddy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CheckStep;
import sslorders.ca.CodeTable;
import sslorders.ca.Outcome;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reconciling;
import sslorders.ca.Reply;
import sslorders.ca.RetryAfter;

/**
 * Adapter of a CA with the dialect {@code godaddy}. In the order's mail history, it finds the newest fulfillment e-mail to the
 * captured address, and requests a resend of that e-mail to its original recipients. It reconciles an unknown outcome with the same
 * history.
 */
final class GoDaddyAuthority implements CertificateAuthority, Reconciling {
    private static final Logger LOG = Logger.getLogger(GoDaddyAuthority.class);
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]{1,59}");
    private static final Pattern TEMPLATE_TYPE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final CaClient client;
    private final String name;
    private final Set<String> fulfillmentTypes;
    private final CodeTable codes;

    /**
     * @param fulfillmentTypes the template types of fulfillment e-mails in the history
     */
    GoDaddyAuthority(CaClient client, String name, Set<String> fulfillmentTypes, CodeTable codes) {
        this.client = client;
        this.name = name;
        this.fulfillmentTypes = fulfillmentTypes;
        this.codes = codes;
    }

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        return switch (history(request.caOrderId())) {
            case History.Unavailable unavailable -> unavailable.outcome();
            case History.Read read ->
                read.newest(fulfillmentTypes, request.recipient())
                        .map(mail -> resend(request, mail, read.token(fulfillmentTypes)))
                        .orElseGet(() -> nothingToResend(read));
        };
    }

    @Override
    public Finding reconcile(Request request, String token) {
        return switch (history(request.caOrderId())) {
            case History.Unavailable unavailable -> Finding.ofUnavailable(unavailable.outcome());
            case History.Read read ->
                ReconciliationToken.parse(token)
                        .map(parsed -> read.finding(fulfillmentTypes, parsed, request.recipient()))
                        .orElse(Finding.UNCLEAR);
        };
    }

    @Override
    public List<CheckStep> check(Optional<String> caOrderId) {
        return client.check(() -> caOrderId.map(this::readHistory).orElseGet(CheckStep::withoutOrder));
    }

    /** Returns the template types of the order's history, with which the operator can compare the configured ones. */
    private CheckStep readHistory(String caOrderId) {
        return switch (history(caOrderId)) {
            case History.Unavailable unavailable -> CheckStep.unread(unavailable.outcome());
            case History.Read read ->
                CheckStep.proven(
                        CheckStep.Kind.READ,
                        "the history has %d e-mails with the template types %s; configured: %s"
                                .formatted(read.mails().size(), templateTypes(read), fulfillmentTypes));
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

    private History history(String caOrderId) {
        return client.<History>read(GoDaddyApi.history(caOrderId), this::history, History.Unavailable::of);
    }

    private History history(Reply reply) {
        return reply.status() == 200 ? History.of(reply) : History.Unavailable.of(failure(reply));
    }

    private Outcome resend(Request request, Mail mail, ReconciliationToken token) {
        Outcome outcome = client.call(
                GoDaddyApi.resend(request.caOrderId(), mail.id()),
                reply -> reply.status() == 204 ? new Outcome.Accepted(Optional.empty()) : failure(reply));
        return outcome instanceof Outcome.Unknown unknown
                ? new Outcome.Unknown(unknown.cause(), Optional.of(token.text()))
                : outcome;
    }

    /**
     * Maps a failure of either call. A 409 means "Email history not found" for the first call and "Email Id not found" for the second
     * call.
     */
    private Outcome failure(Reply reply) {
        Optional<GoDaddyApi.Failure> body = reply.json(GoDaddyApi.Failure.class);
        if (reply.isThrottled()) {
            return body.map(GoDaddyApi.Failure::retryAfterSec)
                    .map(RetryAfter::ofSeconds)
                    .filter(Duration::isPositive)
                    .map(reply::notExecuted)
                    .orElseGet(reply::notExecuted);
        }
        Optional<String> given = body.map(GoDaddyApi.Failure::code);
        return given.flatMap(text -> codes.find(text, text, reply.notExecuted()))
                .orElseGet(() -> byStatus(given, reply));
    }

    private static Outcome byStatus(Optional<String> given, Reply reply) {
        Optional<String> code = given.filter(text -> CODE.matcher(text).matches())
                .or(() -> Optional.of(String.valueOf(reply.status())));
        return switch (reply.status()) {
            case 401, 403 -> new Outcome.Rejected(Reason.CREDENTIALS_REFUSED, code);
            case 404 ->
                given.isEmpty() ? reply.withoutErrorDocument() : new Outcome.Rejected(Reason.ORDER_NOT_FOUND, code);
            case 409 ->
                given.isEmpty() ? reply.withoutErrorDocument() : new Outcome.Rejected(Reason.NO_SUCH_MAIL, code);
            default -> reply.byStatus();
        };
    }

    private Outcome nothingToResend(History.Read read) {
        if (read.hasUnreadable(fulfillmentTypes)) {
            LOG.warnf(
                    "CA %s: the history has an unreadable entry, and no other e-mail went to the captured address",
                    name);
            return new Outcome.NotExecuted("e-mail history, unreadable entries", Optional.empty());
        }
        return read.hasAny(fulfillmentTypes)
                ? new Outcome.Rejected(Reason.RECIPIENT_DIFFERS, Optional.empty())
                : noSuchMail(read);
    }

    /** Logs the template types of the history, because GoDaddy does not document them and the operator must configure them. */
    private Outcome noSuchMail(History.Read read) {
        LOG.warnf(
                "CA %s: no e-mail with the configured template types %s in the history; it has the types %s",
                name, fulfillmentTypes, templateTypes(read));
        return new Outcome.Rejected(Reason.NO_SUCH_MAIL, Optional.empty());
    }

    private static List<String> templateTypes(History.Read read) {
        return read.mails().stream()
                .map(mail -> String.valueOf(mail.templateType()))
                .filter(type -> TEMPLATE_TYPE.matcher(type).matches())
                .distinct()
                .limit(20)
                .collect(Collectors.toList());
    }
}
