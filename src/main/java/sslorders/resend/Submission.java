package sslorders.resend;

import java.util.Optional;
import sslorders.error.ServiceException;

/**
 * The result of a request for a resend.
 *
 * @param resend as it is stored
 * @param isReplay whether an earlier request with the same idempotency key made it
 * @param isOutcomeLost whether its CA was called, the outcome is unknown, and that could not be recorded
 */
record Submission(Resend resend, boolean isReplay, boolean isOutcomeLost) {

    /** The problem to respond with; empty if the resend was accepted or still can be. */
    Optional<ServiceException> problem() {
        return isOutcomeLost ? Optional.of(ResendProblems.unknown(resend)) : ResendProblems.of(resend);
    }
}
