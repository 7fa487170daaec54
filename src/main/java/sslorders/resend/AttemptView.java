package sslorders.resend;

import java.time.Instant;

/**
 * An attempt as the API shows it. A null is left out of the JSON.
 *
 * @param durationMs how long the call took; null while it goes on, and if its end was not seen
 * @param outcome {@code accepted}, {@code not-executed}, {@code rejected} or {@code unknown}; null while it goes on
 * @param caCode the CA's own code of its refusal, on {@code rejected} only
 * @param cause what went wrong, in the service's words, on {@code not-executed} and {@code unknown} only
 */
public record AttemptView(Instant startedAt, Long durationMs, String outcome, String caCode, String cause) {}
