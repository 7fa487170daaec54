package sslorders.ca.enom;

import java.util.LinkedHashMap;
import java.util.Map;
import sslorders.ca.CaRequest;

/** The request of the {@code enom} dialect. */
final class EnomApi {

    private EnomApi() {}

    static CaRequest resend(String user, String password, String caOrderId) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("command", "CertResendFulfillmentEmail");
        form.put("uid", user);
        form.put("pw", password);
        form.put("ResponseType", "XML");
        form.put("CertID", caOrderId);
        return CaRequest.post("interface.asp").accept("text/xml").form(form);
    }
}
