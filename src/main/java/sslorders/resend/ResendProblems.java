package sslorders.resend;

import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.error.Detail;
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
                Optional.of((resend.isResolvedAsNotSent() ? notSent() : refusal(resend.rejectionReason()))
                        .with("caCode", resend.view().caCode())
                        .with("resend", resend.view()));
            case UNKNOWN -> Optional.of(unknown(resend));
            case GAVE_UP ->
                Optional.of(new ServiceException(ErrorType.CA_UNAVAILABLE, Detail.RETRIES_STOPPED)
                        .with("resend", resend.view()));
            case CANCELLED ->
                Optional.of(new ServiceException(ErrorType.RESEND_CANCELLED, Detail.CANCELLED)
                        .with("resend", resend.view()));
        };
    }

    private static ServiceException notSent() {
        return new ServiceException(ErrorType.RESEND_NOT_SENT, Detail.NOT_SENT);
    }

    /** Returns the problem for an unknown outcome, even if the stored resend is still {@code relaying}. */
    static ServiceException unknown(Resend resend) {
        return new ServiceException(
                        ErrorType.OUTCOME_UNKNOWN,
                        resend.state().answer().token().isPresent()
                                ? Detail.OUTCOME_TO_BE_RECONCILED
                                : Detail.OUTCOME_UNKNOWN)
                .with("resend", resend.view());
    }

    /** Returns the problem for an ID that is unknown, malformed, or belongs to another order or account. */
    static ServiceException notFound() {
        return new ServiceException(ErrorType.RESEND_NOT_FOUND, Detail.RESEND_NOT_FOUND);
    }

    /**
     * Returns the problem for an operation that the state of the resend does not allow.
     *
     * @param required the required state; its parameter is the status of the resend
     */
    static ServiceException wrongState(Resend resend, Detail required) {
        return new ServiceException(
                        ErrorType.RESEND_WRONG_STATE, required, resend.status().wireName())
                .with("resend", resend.view());
    }

    /** Returns the problem for a resend that changed after the decision on it. */
    static ServiceException changed(Resend resend) {
        return new ServiceException(ErrorType.RESEND_WRONG_STATE, Detail.RESEND_CHANGED).with("resend", resend.view());
    }

    private static ServiceException refusal(Outcome.Reason reason) {
        return switch (reason) {
            case ORDER_NOT_FOUND -> new ServiceException(ErrorType.CA_ORDER_NOT_FOUND, Detail.CA_ORDER_NOT_FOUND);
            case WRONG_STATE -> new ServiceException(ErrorType.CA_WRONG_STATE, Detail.CA_WRONG_STATE);
            case NO_SUCH_MAIL -> new ServiceException(ErrorType.NO_SUCH_MAIL, Detail.CA_WITHOUT_EMAIL);
            case RECIPIENT_DIFFERS -> new ServiceException(ErrorType.RECIPIENT_DIFFERS, Detail.CA_RECIPIENT_DIFFERS);
            case NOT_SUPPORTED -> new ServiceException(ErrorType.NOT_SUPPORTED_BY_CA, Detail.CA_PRODUCT_NOT_SUPPORTED);
            case CREDENTIALS_REFUSED -> new ServiceException(ErrorType.CA_CREDENTIALS, Detail.CA_CREDENTIALS);
            case OTHER -> new ServiceException(ErrorType.CA_REFUSED, Detail.CA_CODE);
        };
    }
}
