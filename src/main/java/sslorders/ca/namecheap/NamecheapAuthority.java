package sslorders.ca.namecheap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
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
        Map<String, String> command = new LinkedHashMap<>();
        command.put("ApiUser", credentials.apiUser());
        command.put("ApiKey", credentials.apiKey());
        command.put("UserName", credentials.userName());
        command.put("ClientIp", credentials.clientIp());
        command.put("Command", "namecheap.ssl.resendfulfillmentemail");
        command.put("CertificateID", request.caOrderId());
        return client.call(NamecheapApi.call(command), this::outcome);
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
        // If a client calls too often, the CA responds with 405 and an unspecified body.
        return reply.status() == 405 ? reply.notExecuted() : reply.byXml(root -> outcome(root, reply));
    }

    private Optional<Outcome> outcome(XmlElement root, Reply reply) {
        if (!root.name().equals("ApiResponse")) {
            return Optional.empty();
        }
        Optional<XmlElement> error = root.child("Errors").flatMap(errors -> errors.child("Error"));
        String status = root.attribute("Status").orElse("");
        String success = root.child("CommandResponse")
                .flatMap(response -> response.child("SSLResendFulfillmentEmailResult"))
                .flatMap(result -> result.attribute("IsSuccess"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return switch (status) {
            case "OK" -> error.isPresent() ? Optional.empty() : outcome(success);
            case "ERROR" -> success.equals("true") ? Optional.empty() : error.map(first -> failure(first, reply));
            default -> Optional.empty();
        };
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
