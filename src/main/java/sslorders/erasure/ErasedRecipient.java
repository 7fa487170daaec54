package sslorders.erasure;

import java.util.UUID;

/**
 * A resend whose recipient is being erased.
 *
 * @param resend the ID of the resend
 * @param recipient the address to which the CA sent the e-mail
 */
record ErasedRecipient(UUID resend, String recipient) {

    /** Returns the form that stays, such as {@code ***@acme.example}. The log masks addresses in the same form. */
    static String masked(String address) {
        int domain = address.lastIndexOf('@');
        return domain < 0 ? "***" : "***" + address.substring(domain);
    }
}
