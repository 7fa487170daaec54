package sslorders.ca;

import java.time.Duration;
import java.util.Optional;
import sslorders.text.WireName;

/** The outcome of one call to a CA: accepted, not executed, rejected or unknown. */
public sealed interface Outcome {

    /**
     * Returns the outcome of a failed call without side effects. It is never unknown, because the CA sends no e-mail for such a call.
     *
     * @param what the data that the call reads, as named in the cause
     */
    default Outcome ofReading(String what) {
        return this instanceof Unknown unknown
                ? new NotExecuted(what + ", " + unknown.cause(), Optional.empty())
                : this;
    }

    /** Returns the name of the outcome in the API, the log and the metrics, in kebab case. */
    default String word() {
        return switch (this) {
            case Accepted accepted -> "accepted";
            case NotExecuted notExecuted -> "not-executed";
            case Rejected rejected -> "rejected";
            case Unknown unknown -> "unknown";
        };
    }

    /**
     * The CA confirmed that it will send the e-mail. Delivery is not confirmed.
     *
     * @param reference the CA's reference for the e-mail, if it returned one
     */
    record Accepted(Optional<String> reference) implements Outcome {}

    /**
     * The CA definitely did not execute the call: it was not reached, or it rejected the call before execution. A retry is safe.
     *
     * @param cause a short description by the service, for the log and the history of attempts
     * @param retryAfter the delay that the CA requested, if any
     * @param isThrottled whether the CA is available, but limits the calls
     */
    record NotExecuted(String cause, Optional<Duration> retryAfter, boolean isThrottled) implements Outcome {

        /** Creates the outcome for a CA that is unavailable or was not reached. */
        public NotExecuted(String cause, Optional<Duration> retryAfter) {
            this(cause, retryAfter, false);
        }
    }

    /**
     * The CA rejected the request.
     *
     * @param caCode the CA's unchanged error code, if it returned one: letters, digits and a few special characters, no free text
     */
    record Rejected(Reason reason, Optional<String> caCode) implements Outcome {}

    /**
     * The request was sent, but there was no conclusive response. The CA may have sent the e-mail. Therefore, a retry can send a
     * duplicate.
     *
     * @param cause a short description by the service, for the log and the history of attempts
     * @param token the token for {@link Reconciling}; empty if the outcome cannot be reconciled
     */
    record Unknown(String cause, Optional<String> token) implements Outcome {

        /** Creates an outcome that cannot be reconciled. */
        public Unknown(String cause) {
            this(cause, Optional.empty());
        }
    }

    /** The reason for a rejection. */
    enum Reason {
        ORDER_NOT_FOUND,
        WRONG_STATE,
        NO_SUCH_MAIL,
        /** The CA has sent fulfillment e-mails of the order, but none to the captured address. */
        RECIPIENT_DIFFERS,
        NOT_SUPPORTED,
        CREDENTIALS_REFUSED,
        OTHER;

        /** Returns the name in the log, in kebab case. */
        public String wireName() {
            return WireName.of(this);
        }
    }
}
