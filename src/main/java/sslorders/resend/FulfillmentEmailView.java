package sslorders.resend;

import java.time.Instant;
import sslorders.ca.RecipientCheck;

/**
 * What a person is shown before they confirm a resend. A null is left out of the JSON.
 *
 * @param recipient the captured admin e-mail, which the person confirms
 * @param recipientCheck how a resend makes sure that the CA uses that address; null if the CA is not configured
 * @param reason the type slug of the problem that a resend would be answered with; only when not resendable
 * @param nextResendAt when the limit that holds the order back is over; only if nothing but a limit does
 * @param lastResend the newest resend of the order
 */
public record FulfillmentEmailView(
        String recipient,
        String certificateAuthority,
        RecipientCheck recipientCheck,
        boolean resendable,
        String reason,
        Instant nextResendAt,
        ResendView lastResend) {}
