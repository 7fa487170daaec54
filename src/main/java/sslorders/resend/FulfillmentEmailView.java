package sslorders.resend;

import java.time.Instant;
import sslorders.ca.RecipientCheck;

/**
 * The preview that the user sees before confirming a resend. Members that are null are omitted from the JSON.
 *
 * @param recipient the captured admin e-mail, which the user confirms
 * @param recipientCheck how a resend verifies that the CA uses this recipient; null if the CA is not configured
 * @param reason the slug of the problem type that a resend would return; null if a resend is possible
 * @param nextResendAt the time at which the limit ends; null unless limits are the only obstacle to a resend
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
