package sslorders.support;

import java.util.Optional;
import sslorders.resend.RequestReference;

/**
 * What a support agent states for a change.
 *
 * @param reference the agent's own reference, such as a ticket number
 */
public record Justification(Reason reason, Optional<RequestReference> reference) {}
