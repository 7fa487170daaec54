package sslorders.sandbox;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The calls that the CA stub must receive for the resends of the orders 3001 to 3010: method, path with query,
 * headers of the dialect, body, and the name of the stub that responds. The stubs verify tokens and signatures.
 */
final class DialectCalls {
    private static final String AZURE_ORDER = "/subscriptions/00000000-0000-0000-0000-000000000000"
            + "/resourceGroups/sandbox/providers/Microsoft.CertificateRegistration/certificateOrders/3008";

    static final Map<String, List<String>> EXPECTED = Map.of(
            "rest",
                    List.of(
                            "accepts every resend with the right token: POST /alpha/orders/3001/fulfillment-email/resend"
                                    + " [application/json] {\"recipient\":\"admin@alpha.acme.example\"}"),
            "godaddy",
                    List.of(
                            "godaddy: the e-mails of an order, an array of three: GET"
                                    + " /godaddy/v1/certificates/3002/email/history [] ",
                            "godaddy: accepts a resend of the newest certificate e-mail: POST"
                                    + " /godaddy/v1/certificates/3002/email/7003/resend [] "),
            "namecheap",
                    List.of("namecheap: accepts: POST /namecheap/xml.response [application/x-www-form-urlencoded]"
                            + " ApiKey=sandbox-namecheap-key&ApiUser=sandbox-user&CertificateID=3003"
                            + "&ClientIp=192.0.2.1&Command=namecheap.ssl.resendfulfillmentemail&UserName=sandbox-user"),
            "opensrs",
                    List.of("opensrs: accepts signed requests: POST /opensrs [text/xml] "
                            + "<?xml version='1.0' encoding='UTF-8' standalone='no'?>"
                            + "<!DOCTYPE OPS_envelope SYSTEM 'ops.dtd'><OPS_envelope><header><version>0.9</version></header>"
                            + "<body><data_block><dt_assoc><item key=\"protocol\">XCP</item>"
                            + "<item key=\"action\">resend_cert_email</item><item key=\"object\">trust_service</item>"
                            + "<item key=\"attributes\"><dt_assoc><item key=\"order_id\">3004</item></dt_assoc></item>"
                            + "</dt_assoc></data_block></body></OPS_envelope>"),
            "trustico",
                    List.of("trustico: accepts: POST /trustico/order/resendemail [application/json]"
                            + " {\"OrderReference\":3005,\"EmailType\":\"Fulfillment\"}"),
            "geotrust",
                    List.of("geotrust: accepts: POST /geotrust/webtrust/partner [application/x-www-form-urlencoded]"
                            + " command=ResendEmail&partnercode=sandbox-partner&partnerorderid=3006"
                            + "&password=sandbox-geotrust-password&productcode=QuickSSLPremium"
                            + "&resendemailtype=FulfillmentEmail&responsetype=XML&username=sandbox-user"),
            "softlayer",
                    List.of("softlayer: accepts: POST"
                            + " /softlayer/rest/v3.1/SoftLayer_Security_Certificate_Request/3007/resendEmail"
                            + " [application/json] {\"parameters\":[\"FulfillmentEmail\"]}"),
            "azure",
                    List.of(
                            "azure: the e-mails of an order: POST /azure" + AZURE_ORDER
                                    + "/retrieveEmailHistory?api-version=2024-11-01 [] ",
                            "azure: accepts: POST /azure" + AZURE_ORDER + "/resendEmail?api-version=2024-11-01 [] "),
            "ispapi",
                    List.of("ispapi: accepts: POST /ispapi/api/call.cgi [application/x-www-form-urlencoded]"
                            + " s_command=COMMAND%3DResendSSLCertEmail%0ASSLCERTID%3D3009%0A"
                            + "RESENDEMAILTYPE%3DFulfillmentEmail&s_entity=54cd&s_login=sandbox-user"
                            + "&s_pw=sandbox-ispapi-password"),
            "enom",
                    List.of("enom: accepts: POST /enom/interface.asp [application/x-www-form-urlencoded]"
                            + " CertID=3010&ResponseType=XML&command=CertResendFulfillmentEmail"
                            + "&pw=sandbox-enom-password&uid=sandbox-user"));

    private DialectCalls() {}

    /** Returns the calls to a dialect from the stub's journal, oldest first. */
    static List<String> seen(CaStub stub, String dialect) {
        String path =
                switch (dialect) {
                    case "rest" -> "/alpha/orders/3001/";
                    case "godaddy" -> "/godaddy/v1/certificates/3002/";
                    default -> "/" + dialect;
                };
        return stub.wireMock().getAllServeEvents().stream()
                .filter(event -> event.getRequest().getUrl().startsWith(path))
                .sorted(Comparator.comparing(event -> event.getRequest().getLoggedDate()))
                .map(DialectCalls::asText)
                .toList();
    }

    private static String asText(ServeEvent event) {
        LoggedRequest request = event.getRequest();
        String stub =
                event.getStubMapping() == null ? "none" : event.getStubMapping().getName();
        String type = request.getHeader("Content-Type");
        String body = request.getBodyAsString();
        boolean isForm = "application/x-www-form-urlencoded".equals(type);
        return stub + ": " + request.getMethod() + " " + request.getUrl() + " [" + (type == null ? "" : type) + "] "
                + (isForm
                        ? String.join(
                                "&", List.of(body.split("&")).stream().sorted().toList())
                        : body);
    }
}
