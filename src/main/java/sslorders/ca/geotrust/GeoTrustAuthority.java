package sslorders.ca.geotrust;

import jakarta.ws.rs.core.Form;
import java.time.Duration;
import java.util.Optional;
import sslorders.ca.CaClient;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.Outcome;
import sslorders.ca.Reply;
import sslorders.ca.XmlElement;

/** One CA that speaks {@code geotrust}. It always answers 200; the XML says what that means. */
final class GeoTrustAuthority implements CertificateAuthority {
    private final CaClient<GeoTrustApi> client;
    private final Credentials credentials;
    private final Parameters parameters;
    private final CodeTable codes;

    GeoTrustAuthority(CaClient<GeoTrustApi> client, Credentials credentials, Parameters parameters, CodeTable codes) {
        this.client = client;
        this.credentials = credentials;
        this.parameters = parameters;
        this.codes = codes;
    }

    /** What each call carries. */
    record Credentials(String partnerCode, String username, String password) {}

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        Form command = new Form()
                .param("command", "ResendEmail")
                .param("responsetype", "XML")
                .param("partnercode", credentials.partnerCode())
                .param("username", credentials.username())
                .param("password", credentials.password())
                .param("partnerorderid", request.caOrderId())
                .param(parameters.product(), parameters.productCode(request.certificateType()))
                .param(parameters.emailType(), "FulfillmentEmail");
        return client.call((api, none) -> api.call(command), this::outcome);
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
        Optional<String> error = header.flatMap(element -> element.child("Errors"))
                .flatMap(errors -> errors.child("Error"))
                .map(first -> first.child("ErrorCode").map(XmlElement::text).orElse(""));
        return switch (success) {
            case "0" -> error.isEmpty() ? Optional.of(new Outcome.Accepted(Optional.empty())) : Optional.empty();
            case "-1" -> Optional.of(codes.outcome(error.orElse(""), reply.notExecuted()));
            default -> Optional.empty();
        };
    }
}
