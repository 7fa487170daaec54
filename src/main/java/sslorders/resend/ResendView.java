package sslorders.resend;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A resend as the API shows it. A null is left out of the JSON.
 *
 * @param nextAttemptAt when the CA is asked next, on {@code pending} only
 * @param settledAt when its outcome was known, or known to be unknown
 * @param caReference the CA's reference of the sending, on {@code accepted} only
 * @param caCode the CA's own code of its refusal
 * @param attempts the calls to the CA, oldest first; null where many resends are shown or one was just asked for
 */
public record ResendView(
        UUID id,
        String orderId,
        ResendStatus status,
        String recipient,
        String certificateAuthority,
        Instant requestedAt,
        String requestedBy,
        Instant nextAttemptAt,
        Instant settledAt,
        String caReference,
        String caCode,
        List<AttemptView> attempts) {}
