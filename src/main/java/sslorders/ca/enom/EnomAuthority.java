package sslorders.ca.enom;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CheckStep;
import sslorders.ca.CodeTable;
import sslorders.ca.Outcome;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;
import sslorders.ca.XmlElement;

/** Adapter of a CA with the dialect {@code enom}. The CA responds with 200 to every valid request and reports the result in XML. */
final class EnomAuthority implements CertificateAuthority {
    private static final Pattern CERT_ID = Pattern.compile("[0-9]{1,8}");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,4}");

    private final CaClient client;
    private final String user;
    private final String password;
    private final CodeTable codes;

    EnomAuthority(CaClient client, String user, String password, CodeTable codes) {
        this.client = client;
        this.user = user;
        this.password = password;
        this.codes = codes;
    }

    /** Rejects a malformed order ID without calling the CA. */
    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        return CERT_ID.matcher(request.caOrderId()).matches()
                ? client.call(EnomApi.resend(user, password, request.caOrderId()), this::outcome)
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
        return reply.status() == 200 ? reply.byXml(root -> outcome(root, reply)) : codes.byStatus(reply);
    }

    private Optional<Outcome> outcome(XmlElement root, Reply reply) {
        String count = text(root, "ErrCount");
        if (!root.name().equals("interface-response") || !COUNT.matcher(count).matches()) {
            return Optional.empty();
        }
        boolean isSuccess = isTrue(root, "Success")
                || root.child("CertResendFulfillmentEmail")
                        .filter(result -> isTrue(result, "Success"))
                        .isPresent();
        if (Integer.parseInt(count) > 0) {
            // Failures have no documented code, so that only the text can be interpreted.
            return isSuccess ? Optional.empty() : Optional.of(codes.outcome("", errors(root), reply.notExecuted()));
        }
        return isSuccess && isTrue(root, "Done") && errors(root).isEmpty()
                ? Optional.of(new Outcome.Accepted(Optional.empty()))
                : Optional.empty();
    }

    private static boolean isTrue(XmlElement parent, String child) {
        return text(parent, child).equalsIgnoreCase("true");
    }

    private static String text(XmlElement parent, String child) {
        return parent.child(child).map(XmlElement::text).orElse("");
    }

    private static String errors(XmlElement root) {
        return root.child("errors").stream()
                .flatMap(errors -> errors.children().stream())
                .map(XmlElement::text)
                .collect(Collectors.joining("\n"));
    }
}
