package sslorders.ca;

import java.time.Duration;
import java.util.UUID;

/** The adapter of one configured CA. Implementations are thread-safe. */
public interface CertificateAuthority {

    /**
     * Requests the CA to resend an order's fulfillment e-mail. Makes at most one call that may send an e-mail, blocks for at most
     * {@link #longestCall}, and never throws: every failure is an {@link Outcome}.
     */
    Outcome resendFulfillmentEmail(Request request);

    /** Returns how this adapter verifies that the e-mail goes to {@link Request#recipient}. The result is constant. */
    RecipientCheck recipientCheck();

    /** Returns the maximum duration of a call. */
    Duration longestCall();

    /**
     * A request to a CA.
     *
     * @param resendId the service's ID of the resend, which is sent if the dialect supports it
     * @param caOrderId the CA's ID of the order: 1 to 128 characters of {@code A-Za-z0-9._:-}, starting with a letter or a digit
     * @param certificateType the captured certificate type
     * @param recipient the captured admin e-mail
     */
    record Request(UUID resendId, String caOrderId, String certificateType, String recipient) {}
}
