package sslorders.resend;

import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Maps the state of a resend to the problem that its client gets, with the first response and with each replay. */
final class ResendProblems {

    private ResendProblems() {}

    /** The problem, with the resend among its members; empty if the resend was accepted or still can be. */
    static Optional<ServiceException> of(Resend resend) {
        return switch (resend.status()) {
            case PENDING, RELAYING, ACCEPTED -> Optional.empty();
            case REJECTED ->
                Optional.of(refusal(resend.rejectionReason())
                        .with("caCode", resend.view().caCode())
                        .with("resend", resend.view()));
            case UNKNOWN -> Optional.of(unknown(resend));
            case GAVE_UP ->
                Optional.of(new ServiceException(
                                ErrorType.CA_UNAVAILABLE,
                                "The CA took no request for as long as the service tries. No mail was sent, and none"
                                        + " will be for this request.")
                        .with("resend", resend.view()));
        };
    }

    /** The problem of an unknown outcome, also if the stored resend does not show it yet. */
    static ServiceException unknown(Resend resend) {
        return new ServiceException(
                        ErrorType.OUTCOME_UNKNOWN,
                        "The CA was asked and gave no answer that can be trusted. The mail may be on its way; "
                                + (resend.state().answer().token().isPresent()
                                        ? "the CA will be asked about it, and the resend will tell."
                                        : "ask the recipient before you send again."))
                .with("resend", resend.view());
    }

    private static ServiceException refusal(Outcome.Reason reason) {
        return switch (reason) {
            case ORDER_NOT_FOUND ->
                new ServiceException(ErrorType.CA_ORDER_NOT_FOUND, "The CA knows no order of the captured id.");
            case WRONG_STATE ->
                new ServiceException(ErrorType.CA_WRONG_STATE, "At the CA the order is in a state without this mail.");
            case NO_SUCH_MAIL ->
                new ServiceException(ErrorType.NO_SUCH_MAIL, "The CA has no fulfillment e-mail of this order.");
            case RECIPIENT_DIFFERS ->
                new ServiceException(
                        ErrorType.RECIPIENT_DIFFERS,
                        "The CA has fulfillment e-mails of this order, but none to the captured admin e-mail. No mail was"
                                + " sent.");
            case NOT_SUPPORTED ->
                new ServiceException(ErrorType.NOT_SUPPORTED_BY_CA, "The CA does not resend the mail of this product.");
            case CREDENTIALS_REFUSED ->
                new ServiceException(ErrorType.CA_CREDENTIALS, "The operator has been told. No mail was sent.");
            case OTHER -> new ServiceException(ErrorType.CA_REFUSED, "The CA refused, for a reason of its own.");
        };
    }
}
