package sslorders.event;

import java.time.Instant;
import java.util.UUID;

/**
 * The representation of an event in the API. Members that are null are omitted from the JSON.
 *
 * @param resendId the resend; null for an event of an order
 * @param status the status of the resend after the change; null for an event of an order
 * @param reference the client's own reference for the resend
 */
public record EventView(
        UUID id,
        String type,
        String orderId,
        UUID resendId,
        String status,
        String certificateAuthority,
        String reference,
        Instant occurredAt) {}
