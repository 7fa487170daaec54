package sslorders.ca.namecheap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CheckStep;
import sslorders.ca.CodeTable;
import sslorders.ca.Outcome;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;
import sslorders.ca.XmlElement;

/** Adapter of a CA with the dialect {@code namecheap}. The CA responds with 200 to valid requests and reports the result in XML. */
final class NamecheapAuthority implements CertificateAuthority {
    private final CaClient client;
    private final Credentials credentials;
    private final CodeTable codes;

    NamecheapAuthority(CaClient client, Credentials credentials, CodeTable codes) {
        this.client = client;
        this.credentials = credentials;
        this.codes = codes;
    }

    /**
     * The credentials in each request.
     *
     * @param clientIp the IP address from which the account allows calls
     */
    record Credentials(String apiUser, String apiKey, String userName, String clientIp) {}

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        Map<String, String> command = command("namecheap.ssl.resendfulfillmentemail");
        command.put("CertificateID", request.caOrderId());
        return client.call(NamecheapApi.call(command), reply -> outcome(reply, NamecheapAuthority::isSent));
    }

    /** Reads the balances of the account. It neither stores nor reports them. */
    @Override
    public List<CheckStep> check(Optional<String> caOrderId) {
        return client.check(() -> client.read(
                NamecheapApi.call(command("namecheap.users.getBalances")),
                reply -> CheckStep.read(
                        outcome(reply, NamecheapAuthority::hasBalances), "the CA returned the balances of the account"),
                CheckStep::unread));
    }

    private Map<String, String> command(String name) {
        Map<String, String> command = new LinkedHashMap<>();
        command.put("ApiUser", credentials.apiUser());
        command.put("ApiKey", credentials.apiKey());
        command.put("UserName", credentials.userName());
        command.put("ClientIp", credentials.clientIp());
        command.put("Command", name);
        return command;
    }

    @Override
    public RecipientCheck recipientCheck() {
        return RecipientCheck.NOT_CHECKABLE;
    }

    @Override
    public Duration longestCall() {
        return client.longestCall();
    }

    /** @param success the function that returns {@code true} or {@code false}; an empty string if the response has neither */
    private Outcome outcome(Reply reply, Function<XmlElement, String> success) {
        // If a client calls too often, the CA responds with 405 and an unspecified body.
        return reply.status() == 405
                ? reply.notExecuted()
                : reply.byXml(root -> outcome(root, success.apply(root), reply));
    }

    private Optional<Outcome> outcome(XmlElement root, String success, Reply reply) {
        if (!root.name().equals("ApiResponse")) {
            return Optional.empty();
        }
        Optional<XmlElement> error = root.child("Errors").flatMap(errors -> errors.child("Error"));
        String status = root.attribute("Status").orElse("");
        return switch (status) {
            case "OK" -> error.isPresent() ? Optional.empty() : outcome(success);
            case "ERROR" -> success.equals("true") ? Optional.empty() : error.map(first -> failure(first, reply));
            default -> Optional.empty();
        };
    }

    private static String isSent(XmlElement root) {
        return root.child("CommandResponse")
                .flatMap(response -> response.child("SSLResendFulfillmentEmailResult"))
                .flatMap(result -> result.attribute("IsSuccess"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    private static String hasBalances(XmlElement root) {
        return root.child("CommandResponse")
                .flatMap(response -> response.child("UserGetBalancesResult"))
                .map(result -> "true")
                .orElse("");
    }

    private Outcome failure(XmlElement error, Reply reply) {
        return codes.outcome(error.attribute("Number").orElse(""), error.text(), reply.notExecuted());
    }

    private static Optional<Outcome> outcome(String success) {
        return switch (success) {
            case "true" -> Optional.of(new Outcome.Accepted(Optional.empty()));
            case "false" -> Optional.of(new Outcome.Rejected(Reason.OTHER, Optional.empty()));
            default -> Optional.empty();
        };
    }
}
