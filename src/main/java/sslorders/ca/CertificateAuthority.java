package sslorders.ca;

import java.time.Duration;
import java.util.UUID;

/** One configured CA, spoken to in its dialect. Implementations are safe for use by many threads. */
public interface CertificateAuthority {

    /**
     * Asks the CA, once, to send an order's fulfillment e-mail again. Blocks for as long as the CA's configured timeouts
     * allow, makes at most one call that may send a mail, and never throws: whatever happens is an {@link Outcome}.
     */
    Outcome resendFulfillmentEmail(Request request);

    /** How this adapter makes sure that the mail goes to {@link Request#recipient}; the same for all of its calls. */
    RecipientCheck recipientCheck();

    /** How long a call can take at most, from its begin to its return. */
    Duration longestCall();

    /**
     * What the CA is asked.
     *
     * @param resendId ours; sent along where a dialect has a place for it
     * @param caOrderId the CA's own id of the order: 1 to 128 of {@code A-Za-z0-9._:-}, the first a letter or digit
     * @param certificateType as captured
     * @param recipient the captured admin e-mail
     */
    record Request(UUID resendId, String caOrderId, String certificateType, String recipient) {}
}
