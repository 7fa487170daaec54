package sslorders.ca.geotrust;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CheckStep;
import sslorders.ca.CodeTable;
import sslorders.ca.CodeTable.Meaning;
import sslorders.ca.Outcome;
import sslorders.ca.RecipientCheck;
import sslorders.ca.Reply;
import sslorders.ca.XmlElement;

/** Adapter of a CA with the dialect {@code geotrust}. The CA always responds with 200 and reports the result in XML. */
final class GeoTrustAuthority implements CertificateAuthority {
    private static final Logger LOG = Logger.getLogger(GeoTrustAuthority.class);
    private static final String MISSING_OR_INVALID_FIELD = "-2019";
    private static final Pattern FIELD = Pattern.compile("[A-Za-z]{1,40}");

    private final CaClient client;
    private final String name;
    private final Credentials credentials;
    private final Parameters parameters;
    private final CodeTable codes;

    GeoTrustAuthority(CaClient client, String name, Credentials credentials, Parameters parameters, CodeTable codes) {
        this.client = client;
        this.name = name;
        this.credentials = credentials;
        this.parameters = parameters;
        this.codes = codes;
    }

    /** The credentials in each request. */
    record Credentials(String partnerCode, String username, String password) {}

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        Map<String, String> command = new LinkedHashMap<>();
        command.put("command", "ResendEmail");
        command.put("responsetype", "XML");
        command.put("partnercode", credentials.partnerCode());
        command.put("username", credentials.username());
        command.put("password", credentials.password());
        command.put("partnerorderid", request.caOrderId());
        command.put(parameters.product(), parameters.productCode(request.certificateType()));
        command.put(parameters.emailType(), "FulfillmentEmail");
        return client.call(GeoTrustApi.call(command), this::outcome);
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
        return reply.byXml(root -> outcome(root, reply));
    }

    private Optional<Outcome> outcome(XmlElement root, Reply reply) {
        Optional<XmlElement> header = Optional.of(root)
                .filter(element -> element.name().equals("ResendEmail"))
                .flatMap(element -> element.child("OrderResponseHeader"));
        String success = header.flatMap(element -> element.child("SuccessCode"))
                .map(XmlElement::text)
                .orElse("");
        Optional<XmlElement> error =
                header.flatMap(element -> element.child("Errors")).flatMap(errors -> errors.child("Error"));
        return switch (success) {
            case "0" -> error.isEmpty() ? Optional.of(new Outcome.Accepted(Optional.empty())) : Optional.empty();
            case "-1" -> Optional.of(failure(error, reply));
            default -> Optional.empty();
        };
    }

    private Outcome failure(Optional<XmlElement> error, Reply reply) {
        String code = text(error, "ErrorCode");
        return code.equals(MISSING_OR_INVALID_FIELD)
                ? codes.outcome(code, meaning(text(error, "ErrorField")), reply.notExecuted())
                : codes.outcome(code, text(error, "ErrorMessage"), reply.notExecuted());
    }

    private Meaning meaning(String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "partnercode", "username", "password" -> Meaning.CREDENTIALS;
            case "partnerorderid" -> Meaning.ORDER_NOT_FOUND;
            default -> {
                LOG.warnf(
                        "CA %s: missing or invalid field %s",
                        name, FIELD.matcher(field).matches() ? field : "(unnamed)");
                yield Meaning.REFUSED;
            }
        };
    }

    private static String text(Optional<XmlElement> error, String child) {
        return error.flatMap(element -> element.child(child))
                .map(XmlElement::text)
                .map(String::strip)
                .orElse("");
    }
}
