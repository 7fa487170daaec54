package sslorders.resend;

import java.util.Optional;
import sslorders.error.ServiceException;

/**
 * The result of a request for a resend.
 *
 * @param resend the resend as it is stored
 * @param isReplay whether an earlier request with the same idempotency key created the resend
 * @param isOutcomeLost whether the CA was called, but the outcome is unknown and could not be recorded
 */
public record Submission(Resend resend, boolean isReplay, boolean isOutcomeLost) {

    /** Returns the problem of the response; empty if the resend was accepted or still can be accepted. */
    Optional<ServiceException> problem() {
        return isOutcomeLost ? Optional.of(ResendProblems.unknown(resend)) : ResendProblems.of(resend);
    }
}
