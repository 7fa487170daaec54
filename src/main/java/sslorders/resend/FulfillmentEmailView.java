package sslorders.resend;

import java.time.Instant;

/**
 * What a person is shown before they confirm a resend. A null is left out of the JSON.
 *
 * @param recipient the captured admin e-mail, the only address that the mail can go to
 * @param reason the type slug of the problem that a resend would be answered with; only when not resendable
 * @param nextResendAt when the limit that holds the order back is over; only if nothing but a limit does
 * @param lastResend the newest resend of the order
 */
public record FulfillmentEmailView(
        String recipient,
        String certificateAuthority,
        boolean resendable,
        String reason,
        Instant nextResendAt,
        ResendView lastResend) {}
