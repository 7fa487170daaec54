package sslorders.order;

import java.time.Instant;

/**
 * The representation of a change of an order's admin e-mail in the API. Members that are null are omitted from the JSON.
 *
 * @param changedBy the subject of the token of the capture; null for a change without a known subject
 * @param previous the address before the change; null if there was none
 * @param replacedBy the address after the change; null if there is none
 */
public record AddressChange(Instant changedAt, String changedBy, String previous, String replacedBy) {}
