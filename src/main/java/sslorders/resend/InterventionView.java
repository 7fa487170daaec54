package sslorders.resend;

import java.time.Instant;

/**
 * The representation of a cancellation or a resolution in the API. Members that are null are omitted from the JSON.
 *
 * @param finding {@code sent} or {@code not-sent}; null for a cancellation
 * @param by {@code account} or {@code support}
 * @param subject the subject of the account's token; null for support
 */
public record InterventionView(String finding, String by, String subject, Instant at) {}
