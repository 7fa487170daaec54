package sslorders.resend;

import java.time.Duration;
import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.problem.ErrorType;
import sslorders.problem.RefusedException;

/** What the outcome of a CA call is for the client. Only an acceptance is a success. */
final class ResendAnswer {

    private ResendAnswer() {}

    /**
     * The refusal to answer with, the resend among its members; nothing if the CA accepted.
     *
     * @param retryAfter what to wait for a CA that did nothing and named no time itself
     */
    static Optional<RefusedException> refusal(Outcome outcome, ResendView resend, Duration retryAfter) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> Optional.empty();
            case Outcome.Rejected rejected ->
                Optional.of(refusal(rejected.reason())
                        .with("caCode", rejected.caCode())
                        .with("resend", resend));
            case Outcome.Unknown unknown ->
                Optional.of(new RefusedException(
                                ErrorType.OUTCOME_UNKNOWN,
                                "The CA was asked and gave no answer that can be trusted. The mail may be on its way;"
                                        + " ask the recipient before you send again.")
                        .with("resend", resend));
            case Outcome.NotExecuted notExecuted ->
                Optional.of(new RefusedException(
                                ErrorType.CA_UNAVAILABLE, "No mail was sent. Send the request again after the wait.")
                        .retryAfter(notExecuted.retryAfter().orElse(retryAfter))
                        .with("resend", resend));
        };
    }

    private static RefusedException refusal(Outcome.Reason reason) {
        return switch (reason) {
            case ORDER_NOT_FOUND ->
                new RefusedException(ErrorType.CA_ORDER_NOT_FOUND, "The CA knows no order of the captured id.");
            case WRONG_STATE ->
                new RefusedException(ErrorType.CA_WRONG_STATE, "At the CA the order is in a state without this mail.");
            case NO_SUCH_MAIL ->
                new RefusedException(ErrorType.NO_SUCH_MAIL, "The CA has no fulfillment e-mail of this order.");
            case NOT_SUPPORTED ->
                new RefusedException(ErrorType.NOT_SUPPORTED_BY_CA, "The CA does not resend the mail of this product.");
            case CREDENTIALS_REFUSED ->
                new RefusedException(ErrorType.CA_CREDENTIALS, "The operator has been told. No mail was sent.");
            case OTHER -> new RefusedException(ErrorType.CA_REFUSED, "The CA refused, for a reason of its own.");
        };
    }
}
