package sslorders.page;

import java.util.Map;
import java.util.Optional;

/**
 * The dialog that a person confirms.
 *
 * @param key the idempotency key, created when the dialog was opened
 * @param check the text about how the address can be checked
 * @param lastResend the text about the last resend, with times as HTML elements
 * @param mustAsk whether the person must check with the recipient if the last e-mail arrived
 * @param notice a message about an event since the dialog was opened
 * @param csrf the CSRF token
 * @param isPart whether the dialog is part of the list; if it is, the script sends the form
 */
public record DialogView(
        String order,
        String commonName,
        String authority,
        String recipient,
        String check,
        String lastResend,
        boolean mustAsk,
        Optional<String> notice,
        String key,
        String back,
        String csrf,
        boolean isPart) {

    /** Returns the address to which the form is sent. It contains the values that a login must not lose if the session has ended. */
    public String action() {
        Map<String, String> parameters = PagePaths.orderParameters(order, back);
        parameters.put("key", key);
        return PagePaths.with(PagePaths.RESEND, parameters);
    }
}
