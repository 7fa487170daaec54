package sslorders.order;

import java.time.Instant;
import java.util.Optional;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/**
 * The precondition of a capture or an erasure on the stored order (optimistic locking), so that two ordering systems do not overwrite
 * each other's changes unnoticed.
 *
 * @param ifMatch requires that the order has one of these tags
 * @param isNew requires that the order does not exist
 */
public record Precondition(Optional<String> ifMatch, boolean isNew) {

    /**
     * Parses the headers of a request.
     *
     * @param ifMatch the header {@code If-Match}; null if absent
     * @param ifNoneMatch the header {@code If-None-Match}; null if absent
     * @throws ServiceException {@code invalid-request} if {@code If-None-Match} has a value other than {@code *}
     */
    public static Precondition of(String ifMatch, String ifNoneMatch) {
        if (ifNoneMatch != null && !ifNoneMatch.strip().equals("*")) {
            throw ServiceException.invalid(InputError.inHeader("If-None-Match", Detail.ASTERISK));
        }
        return new Precondition(Optional.ofNullable(ifMatch), ifNoneMatch != null);
    }

    /** Returns whether the request has a precondition. */
    boolean isGiven() {
        return ifMatch.isPresent() || isNew;
    }

    /**
     * Checks the stored order.
     *
     * @param capturedAt the version of the stored order, which must be locked; empty if the order does not exist
     * @throws ServiceException {@code order-changed} if the precondition does not hold
     */
    public void check(Optional<Instant> capturedAt) {
        boolean holds = (!isNew || capturedAt.isEmpty())
                && ifMatch.map(tags -> capturedAt
                                .filter(version -> OrderETag.matches(tags, version))
                                .isPresent())
                        .orElse(true);
        if (!holds) {
            throw refusal();
        }
    }

    /** Returns the error for a precondition that does not hold. */
    static ServiceException refusal() {
        return new ServiceException(ErrorType.ORDER_CHANGED, Detail.ORDER_MISMATCH);
    }
}
