package sslorders.ca.opensrs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.Outcome;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;
import sslorders.ca.XmlElement;

/** One CA that speaks {@code opensrs}. It answers 200 to whatever it has understood; the XML says what that means. */
final class OpenSrsAuthority implements CertificateAuthority {
    /** With the one id of an order put in, which has no character that XML would want escaped. */
    private static final String ENVELOPE = "<?xml version='1.0' encoding='UTF-8' standalone='no'?>"
            + "<!DOCTYPE OPS_envelope SYSTEM 'ops.dtd'>"
            + "<OPS_envelope><header><version>0.9</version></header><body><data_block><dt_assoc>"
            + "<item key=\"protocol\">XCP</item><item key=\"action\">resend_cert_email</item>"
            + "<item key=\"object\">trust_service</item>"
            + "<item key=\"attributes\"><dt_assoc><item key=\"order_id\">%s</item></dt_assoc></item>"
            + "</dt_assoc></data_block></body></OPS_envelope>";

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
        byte[] envelope = ENVELOPE.formatted(request.caOrderId()).getBytes(StandardCharsets.UTF_8);
        return client.call(OpenSrsApi.call(username, signature.of(envelope), envelope), this::outcome);
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
            case "1" -> code.filter("200"::equals).map(ok -> new Outcome.Accepted(Optional.empty()));
            case "0" -> code.map(failure -> codes.outcome(failure, reply.notExecuted()));
            default -> Optional.empty();
        };
    }

    private static Optional<String> item(XmlElement items, String key) {
        return items.children().stream()
                .filter(item -> item.attribute("key").filter(key::equals).isPresent())
                .findFirst()
                .map(XmlElement::text);
    }
}
