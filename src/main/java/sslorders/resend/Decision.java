package sslorders.resend;

import java.util.Optional;
import sslorders.ca.GuardedAuthority;

/** The decision on a request for a resend that is not rejected. */
sealed interface Decision {

    Resend resend();

    /** An earlier request with the same idempotency key created the resend. */
    record Replay(Resend resend) implements Decision {}

    /**
     * The resend is new, and is stored with its scheduled task.
     *
     * @param authority its CA; empty if the CA is not configured
     */
    record Open(Resend resend, Optional<GuardedAuthority> authority) implements Decision {}
}
