package sslorders.ca;

import sslorders.ca.CertificateAuthority.Request;

/**
 * What some adapters can do besides: find out later whether a call whose outcome is unknown has sent a mail. Such an
 * adapter gives its {@link Outcome.Unknown} a reconciliation token.
 */
public interface Reconciling {

    /**
     * Looks, and sends nothing. Blocks for as long as {@link CertificateAuthority#longestCall} at most, and never throws.
     *
     * @param request the one whose outcome was unknown
     * @param token that of the outcome
     */
    Finding reconcile(Request request, String token);

    /** What was found. */
    enum Finding {
        /** The mail of the call was sent: to the recipient of the request, and after the call began. */
        SENT,
        /** Another mail was sent since the call began. Whether the call sent one as well cannot be determined. */
        OTHER_SENT,
        /** The CA knows of no mail since then. */
        NOT_SENT,
        /** The CA was not reached, or said nothing that tells. */
        UNCLEAR,
        /** The calls to the CA are limited, and it was not read: it works, so that its circuit stays closed. */
        THROTTLED;

        /** The finding of a history that was not read. */
        public static Finding unread(Outcome outcome) {
            return outcome instanceof Outcome.NotExecuted away && away.isThrottled() ? THROTTLED : UNCLEAR;
        }
    }
}
