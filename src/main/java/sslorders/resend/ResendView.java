package sslorders.resend;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import sslorders.ca.RecipientCheck;
import sslorders.order.LastResends;

/**
 * The representation of a resend in the API. Members that are null are omitted from the JSON.
 *
 * @param actor the party that sent the request on behalf of the subject, if the token names one
 * @param reference the client's own reference for the request
 * @param bySupport true if a support agent sent the request on behalf of the account; otherwise null
 * @param recipientCheck how the service verified the recipient; null until the CA may have sent an e-mail
 * @param nextAttemptAt the time of the next call to the CA; null unless the status is {@code pending}
 * @param settledAt the time at which the outcome became final
 * @param caReference the CA's reference for the e-mail; null unless the status is {@code accepted}
 * @param caCode the CA's error code, if it rejected the request
 * @param rejectionReason the reason of the rejection; null unless the status is {@code rejected}
 * @param cancellation who cancelled the resend; null if no person did
 * @param resolution what support found about an unknown outcome; null if support did not resolve it
 * @param attempts the calls to the CA, oldest first; null in lists and in the response to a request for a resend
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
        Boolean bySupport,
        RecipientCheck recipientCheck,
        Instant nextAttemptAt,
        Instant settledAt,
        String caReference,
        String caCode,
        String rejectionReason,
        InterventionView cancellation,
        InterventionView resolution,
        List<AttemptView> attempts)
        implements LastResends.View {}
