package sslorders.page;

import java.util.Map;
import java.util.Optional;

/**
 * The dialog that a person confirms.
 *
 * @param key the idempotency key, made when the dialog was opened
 * @param check how the address can be checked, in words
 * @param lastResend in words with times as elements of HTML
 * @param mustAsk whether the person has to confirm with the recipient whether the last e-mail arrived
 * @param notice what has happened since the dialog was opened
 * @param csrf the CSRF token
 * @param isPart whether the dialog is a part of the list, so that the script sends the form
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

    /** Where the form is sent. The address has what a login must not lose if the session has ended. */
    public String action() {
        Map<String, String> parameters = PagePaths.orderParameters(order, back);
        parameters.put("key", key);
        return PagePaths.with(PagePaths.RESEND, parameters);
    }
}
