package sslorders.ca;

import java.time.Duration;
import java.util.Optional;
import sslorders.text.WireName;

/** How one call to a CA ended. There are four ways, and the difference between them is what the service is honest about. */
public sealed interface Outcome {

    /** The outcome of a call that only reads: nothing was sent, so that it is never unknown. */
    default Outcome ofReading(String what) {
        return this instanceof Unknown unknown
                ? new NotExecuted(what + ", " + unknown.cause(), Optional.empty())
                : this;
    }

    /** In one word, as the API, the log and the metrics have it: lower-case kebab. */
    default String word() {
        return switch (this) {
            case Accepted accepted -> "accepted";
            case NotExecuted notExecuted -> "not-executed";
            case Rejected rejected -> "rejected";
            case Unknown unknown -> "unknown";
        };
    }

    /**
     * The CA said that it will send the mail. Whether the mail arrives, nobody knows.
     *
     * @param reference the CA's own reference of the sending, if it gave one
     */
    record Accepted(Optional<String> reference) implements Outcome {}

    /**
     * The CA provably did nothing: it was not reached, or it turned the call away. To ask again is safe.
     *
     * @param cause what kept it from being done, in a few words of ours for the log
     * @param retryAfter how long the CA asked to be left alone, if it did
     * @param isThrottled whether the CA works, and limits the calls
     */
    record NotExecuted(String cause, Optional<Duration> retryAfter, boolean isThrottled) implements Outcome {

        /** One of a CA that is unavailable, or was not reached. */
        public NotExecuted(String cause, Optional<Duration> retryAfter) {
            this(cause, retryAfter, false);
        }
    }

    /**
     * The CA said no.
     *
     * @param caCode the CA's own code for it, as it wrote it, if it gave one: letters, digits and a few signs, no text
     */
    record Rejected(Reason reason, Optional<String> caCode) implements Outcome {}

    /**
     * The call went out and no answer came back that says what became of it. The mail may be on its way, so to ask again
     * may send it twice.
     *
     * @param cause what went wrong, in a few words of ours for the log
     * @param token what {@link Reconciling} needs to determine the outcome later; empty if it cannot
     */
    record Unknown(String cause, Optional<String> token) implements Outcome {

        /** One that stays unknown. */
        public Unknown(String cause) {
            this(cause, Optional.empty());
        }
    }

    /** Why a CA says no. */
    enum Reason {
        ORDER_NOT_FOUND,
        WRONG_STATE,
        NO_SUCH_MAIL,
        /** The CA has such mails, and none of them went to the captured address. */
        RECIPIENT_DIFFERS,
        NOT_SUPPORTED,
        CREDENTIALS_REFUSED,
        OTHER;

        /** The name in the log: lower-case kebab, as in the configuration of codes. */
        public String wireName() {
            return WireName.of(this);
        }
    }
}
