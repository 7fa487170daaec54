package sslorders.ca;

/** Thrown if a call got no response from the CA. The outcome is not executed, rejected for lack of a token, or unknown. */
final class NoReply extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    NoReply(Outcome outcome) {
        super(outcome.word(), null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
