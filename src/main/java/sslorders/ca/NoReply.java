package sslorders.ca;

/** A call that brought no reply of the CA, with what that means: not executed, rejected for want of a token, or unknown. */
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
