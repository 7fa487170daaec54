package sslorders.ca.opensrs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import sslorders.ca.CaClient;
import sslorders.ca.CaRequest;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CheckStep;
import sslorders.ca.CodeTable;
import sslorders.ca.CodeTable.Meaning;
import sslorders.ca.Outcome;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;
import sslorders.ca.XmlElement;

/** Adapter of a CA with the dialect {@code opensrs}. The CA responds with 200 to every valid request and reports the result in XML. */
final class OpenSrsAuthority implements CertificateAuthority {
    /** A request, with placeholders for the action and the order's ID. Neither contains a character that must be escaped in XML. */
    private static final String ENVELOPE = "<?xml version='1.0' encoding='UTF-8' standalone='no'?>"
            + "<!DOCTYPE OPS_envelope SYSTEM 'ops.dtd'>"
            + "<OPS_envelope><header><version>0.9</version></header><body><data_block><dt_assoc>"
            + "<item key=\"protocol\">XCP</item><item key=\"action\">%s</item>"
            + "<item key=\"object\">trust_service</item>"
            + "<item key=\"attributes\"><dt_assoc><item key=\"order_id\">%s</item></dt_assoc></item>"
            + "</dt_assoc></data_block></body></OPS_envelope>";

    /** Errors of the registry that OpenSRS calls. After such an error the outcome is unknown. */
    private static final Pattern REGISTRY_ERROR = Pattern.compile("70\\d");

    private final CaClient client;
    private final String username;
    private final Signature signature;
    private final CodeTable codes;

    OpenSrsAuthority(CaClient client, String username, Signature signature, CodeTable codes) {
        this.client = client;
        this.username = username;
        this.signature = signature;
        this.codes = codes;
    }

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        return client.call(signed("resend_cert_email", request.caOrderId()), this::outcome);
    }

    @Override
    public List<CheckStep> check(Optional<String> caOrderId) {
        return client.check(() -> caOrderId.map(this::readOrder).orElseGet(CheckStep::withoutOrder));
    }

    private CheckStep readOrder(String caOrderId) {
        return client.read(
                signed("get_order_info", caOrderId),
                reply -> CheckStep.read(outcome(reply), "the CA returned the order"),
                CheckStep::unread);
    }

    private CaRequest signed(String action, String caOrderId) {
        byte[] envelope = ENVELOPE.formatted(action, caOrderId).getBytes(StandardCharsets.UTF_8);
        return OpenSrsApi.call(username, signature.of(envelope), envelope);
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
        return reply.byXml(root -> outcome(root, reply));
    }

    private Optional<Outcome> outcome(XmlElement root, Reply reply) {
        Optional<XmlElement> answer = Optional.of(root)
                .filter(envelope -> envelope.name().equals("OPS_envelope"))
                .flatMap(envelope -> envelope.child("body"))
                .flatMap(body -> body.child("data_block"))
                .flatMap(block -> block.child("dt_assoc"));
        String success = answer.flatMap(items -> item(items, "is_success")).orElse("");
        Optional<String> code = answer.flatMap(items -> item(items, "response_code"));
        return switch (success) {
            // 250 means that the CA accepted the command and will process it later.
            case "1" -> code.filter(Set.of("200", "250")::contains).map(ok -> new Outcome.Accepted(Optional.empty()));
            case "0" ->
                code.map(failure -> failure(
                        failure,
                        answer.flatMap(items -> item(items, "response_text")).orElse(""),
                        reply));
            default -> Optional.empty();
        };
    }

    private Outcome failure(String code, String text, Reply reply) {
        if (code.equals("400")) {
            // "Internal server error" and "Access denied: invalid IP address" have the same code.
            boolean isAddress = text.toLowerCase(Locale.ROOT).contains("ip address");
            return codes.outcome(code, isAddress ? Meaning.CREDENTIALS : Meaning.UNKNOWN, reply.notExecuted());
        }
        return REGISTRY_ERROR.matcher(code).matches()
                ? codes.outcome(code, Meaning.UNKNOWN, reply.notExecuted())
                : codes.outcome(code, text, reply.notExecuted());
    }

    private static Optional<String> item(XmlElement items, String key) {
        return items.children().stream()
                .filter(item -> item.attribute("key").filter(key::equals).isPresent())
                .findFirst()
                .map(XmlElement::text);
    }
}
