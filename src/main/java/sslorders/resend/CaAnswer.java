package sslorders.resend;

import java.util.Optional;
import sslorders.ca.Outcome;

/**
 * The stored part of the CA's response to the newest attempt.
 *
 * @param reference the CA's reference for the e-mail, if the CA accepted the request
 * @param code the CA's error code, if it rejected the request
 * @param reason the reason for the rejection
 * @param token the reconciliation token, if the outcome is unknown and the CA has a mail history
 */
record CaAnswer(
        Optional<String> reference, Optional<String> code, Optional<Outcome.Reason> reason, Optional<String> token) {
    static final CaAnswer NONE = new CaAnswer(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static CaAnswer accepted(Optional<String> reference) {
        return new CaAnswer(reference, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static CaAnswer rejected(Outcome.Rejected rejected) {
        return new CaAnswer(Optional.empty(), rejected.caCode(), Optional.of(rejected.reason()), Optional.empty());
    }

    static CaAnswer unknown(String token) {
        return new CaAnswer(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(token));
    }
}
