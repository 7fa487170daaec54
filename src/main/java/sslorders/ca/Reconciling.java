package sslorders.ca;

import sslorders.ca.CertificateAuthority.Request;

/**
 * Implemented by adapters that can later determine an unknown outcome from the CA's mail history. Such an adapter returns a
 * reconciliation token with {@link Outcome.Unknown}.
 */
public interface Reconciling {

    /**
     * Reads the CA's mail history; no e-mail is sent. Blocks for at most {@link CertificateAuthority#longestCall}, and never throws.
     *
     * @param request the request with the unknown outcome
     * @param token the token of the outcome
     */
    Finding reconcile(Request request, String token);

    /** The finding of a reconciliation. */
    enum Finding {
        /** The CA sent the e-mail to the requested recipient after the call began. */
        SENT,
        /** The CA sent another e-mail after the call began. Whether the call caused an e-mail cannot be determined. */
        OTHER_SENT,
        /** The history contains no e-mail that was sent after the call began. */
        NOT_SENT,
        /** The CA was not reached, or its response was inconclusive. */
        UNCLEAR,
        /** The history was not read because of a rate limit. The CA is available, so that the circuit stays closed. */
        THROTTLED;

        /** Returns the finding for a history that could not be read. */
        public static Finding ofUnavailable(Outcome outcome) {
            return outcome instanceof Outcome.NotExecuted call && call.isThrottled() ? THROTTLED : UNCLEAR;
        }
    }
}
