package sslorders.erasure;

import java.util.UUID;

/**
 * A resend whose recipient is being erased.
 *
 * @param resend the ID of the resend
 * @param recipient the address to which the CA sent the e-mail
 */
record ErasedRecipient(UUID resend, String recipient) {}
