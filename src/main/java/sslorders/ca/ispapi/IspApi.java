package sslorders.ca.ispapi;

import java.util.LinkedHashMap;
import java.util.Map;
import sslorders.ca.CaRequest;

/** The request of the {@code ispapi} dialect. */
final class IspApi {

    private IspApi() {}

    /**
     * Returns the request with the credentials and the command, which has one parameter per line.
     *
     * @param caOrderId visible ASCII characters only, see {@link IspapiAuthority}
     */
    static CaRequest resend(IspapiAuthority.Credentials credentials, String caOrderId) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("s_entity", credentials.entity());
        form.put("s_login", credentials.user());
        form.put("s_pw", credentials.password());
        // Without RESENDEMAILTYPE the CA sends the approver e-mail.
        form.put(
                "s_command",
                "COMMAND=ResendSSLCertEmail\nSSLCERTID=" + caOrderId + "\nRESENDEMAILTYPE=FulfillmentEmail");
        return CaRequest.post("api", "call.cgi").accept("text/plain").form(form);
    }
}
