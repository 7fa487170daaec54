package sslorders.resend;

import java.util.Optional;
import sslorders.ca.GuardedAuthority;

/** The decision on a resend request, unless the request is rejected. */
sealed interface Decision {

    Resend resend();

    /** An earlier request with the same idempotency key created the resend. */
    record Replay(Resend resend) implements Decision {}

    /**
     * The resend is new, and is stored with its scheduled task.
     *
     * @param authority the resend's CA; empty if the CA is not configured
     */
    record Open(Resend resend, Optional<GuardedAuthority> authority) implements Decision {}
}
