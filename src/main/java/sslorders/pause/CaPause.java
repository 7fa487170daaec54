package sslorders.pause;

import java.time.Instant;

/**
 * A time during which the service makes no call to a CA, except for calls of an operator.
 *
 * @param since the time at which the pause began; a change of {@code until} does not change it
 * @param until the time at which the pause ends automatically
 * @param reason a text that portals can show to customers
 */
public record CaPause(String certificateAuthority, Instant since, Instant until, String reason) {}
