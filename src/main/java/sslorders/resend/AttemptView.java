package sslorders.resend;

import java.time.Instant;

/**
 * The representation of an attempt in the API. Members that are null are omitted from the JSON.
 *
 * @param durationMs the duration of the call in milliseconds; null during the call, and if its end was not observed
 * @param outcome {@code accepted}, {@code not-executed}, {@code rejected} or {@code unknown}; null during the call
 * @param caCode the CA's error code; null unless the outcome is {@code rejected}
 * @param cause the service's description of the failure; null unless the outcome is {@code not-executed} or {@code unknown}
 */
public record AttemptView(Instant startedAt, Long durationMs, String outcome, String caCode, String cause) {}
