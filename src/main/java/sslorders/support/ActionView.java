package sslorders.support;

import java.time.Instant;
import java.util.UUID;

/**
 * The representation of an action in the API. Members that are null are omitted from the JSON.
 *
 * @param subject the subject of the token
 * @param actor the party that sent the request on behalf of the subject, if the token names one
 * @param action the type; a text, because a later release may have stored a type that this release does not define
 */
record ActionView(
        UUID id,
        Instant performedAt,
        String subject,
        String actor,
        String action,
        String accountId,
        String orderId,
        UUID resendId,
        String certificateAuthority,
        String reason,
        String reference,
        String details) {}
