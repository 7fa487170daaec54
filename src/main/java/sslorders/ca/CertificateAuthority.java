package sslorders.ca;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The adapter of one configured CA. Implementations are thread-safe. */
public interface CertificateAuthority {
    /** The form of a CA's ID of an order. */
    Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    /**
     * Requests the CA to resend an order's fulfillment e-mail. Makes at most one call that may send an e-mail, blocks for at most
     * {@link #longestCall}, and never throws: every failure is an {@link Outcome}.
     */
    Outcome resendFulfillmentEmail(Request request);

    /**
     * Checks the access to the CA without a call that may send an e-mail, and without a change at the CA. Never throws: every failure
     * is a step.
     *
     * @param caOrderId the CA's ID of an order to read, as in {@link Request}; empty if none is known
     */
    List<CheckStep> check(Optional<String> caOrderId);

    /** Returns how this adapter verifies that the e-mail goes to {@link Request#recipient}. The result is constant. */
    RecipientCheck recipientCheck();

    /** Returns the maximum duration of a call. */
    Duration longestCall();

    /**
     * A request to a CA.
     *
     * @param resendId the service's ID of the resend, which is sent if the dialect supports it
     * @param caOrderId the CA's ID of the order, which matches {@link #ORDER_ID}
     * @param certificateType the captured certificate type
     * @param recipient the captured admin e-mail
     */
    record Request(UUID resendId, String caOrderId, String certificateType, String recipient) {}
}
