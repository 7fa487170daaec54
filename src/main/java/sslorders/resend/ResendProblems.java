package sslorders.resend;

import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Maps the state of a resend to the problem in the response, both for a new resend and for a replay. */
final class ResendProblems {

    private ResendProblems() {}

    /** Returns the problem, with the resend as a member; empty if the resend was accepted or still can be accepted. */
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
                                "No e-mail was sent, and the service has stopped retrying. Send a new request.")
                        .with("resend", resend.view()));
        };
    }

    /** Returns the problem for an unknown outcome, even if the stored resend is still {@code relaying}. */
    static ServiceException unknown(Resend resend) {
        return new ServiceException(
                        ErrorType.OUTCOME_UNKNOWN,
                        "The CA gave no conclusive response. The e-mail may have been sent; "
                                + (resend.state().answer().token().isPresent()
                                        ? "the service will check this with the CA and update the resend."
                                        : "check with the recipient before retrying."))
                .with("resend", resend.view());
    }

    private static ServiceException refusal(Outcome.Reason reason) {
        return switch (reason) {
            case ORDER_NOT_FOUND ->
                new ServiceException(
                        ErrorType.CA_ORDER_NOT_FOUND,
                        "The CA has no order with the captured CA order ID. The ordering system must correct it.");
            case WRONG_STATE ->
                new ServiceException(
                        ErrorType.CA_WRONG_STATE,
                        "The CA rejected the request because of the order's state. Check the order at the CA.");
            case NO_SUCH_MAIL ->
                new ServiceException(
                        ErrorType.NO_SUCH_MAIL,
                        "The CA has no fulfillment e-mail that it can resend for this order. Check the order at the CA.");
            case RECIPIENT_DIFFERS ->
                new ServiceException(
                        ErrorType.RECIPIENT_DIFFERS,
                        "None of the CA's fulfillment e-mails for this order went to the captured admin e-mail address. No"
                                + " e-mail was sent.");
            case NOT_SUPPORTED ->
                new ServiceException(
                        ErrorType.NOT_SUPPORTED_BY_CA,
                        "The CA does not resend the fulfillment e-mail for this product.");
            case CREDENTIALS_REFUSED ->
                new ServiceException(
                        ErrorType.CA_CREDENTIALS, "The failure was logged for the operator. No e-mail was sent.");
            case OTHER ->
                new ServiceException(
                        ErrorType.CA_REFUSED, "The member caCode has the CA's error code, if the CA returned one.");
        };
    }
}
