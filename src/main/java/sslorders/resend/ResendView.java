package sslorders.resend;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import sslorders.ca.RecipientCheck;

/**
 * A resend as the API shows it. A null is left out of the JSON.
 *
 * @param actor the party that sent the request on behalf of the subject, if the token names one
 * @param reference the client's own reference of the request
 * @param recipientCheck how the service made sure of the recipient, once the CA has sent a mail or may have
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
        String actor,
        String reference,
        RecipientCheck recipientCheck,
        Instant nextAttemptAt,
        Instant settledAt,
        String caReference,
        String caCode,
        List<AttemptView> attempts) {}
