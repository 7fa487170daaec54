package sslorders.resend;

import java.time.Instant;
import java.util.UUID;

/**
 * A resend as the API shows it. A null is left out of the JSON.
 *
 * @param settledAt when its outcome was known, or known to be unknown
 * @param caReference the CA's reference of the sending, on {@code accepted} only
 * @param caCode the CA's own code of its refusal, on {@code rejected} only
 */
public record ResendView(
        UUID id,
        String orderId,
        ResendStatus status,
        String recipient,
        String certificateAuthority,
        Instant requestedAt,
        String requestedBy,
        Instant settledAt,
        String caReference,
        String caCode) {}
