package sslorders.order;

import java.util.Optional;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/**
 * What a capture expects of the order before it, so that two ordering systems cannot overwrite each other unseen.
 *
 * @param ifMatch the order stands as one of these tags says
 * @param isNew there is none
 */
record Precondition(Optional<String> ifMatch, boolean isNew) {

    /**
     * Reads the headers of a request.
     *
     * @param ifMatch {@code If-Match}; null if it is missing
     * @param ifNoneMatch {@code If-None-Match}; null if it is missing
     * @throws ServiceException {@code invalid-request} if that is anything but {@code *}, which alone makes sense here
     */
    static Precondition of(String ifMatch, String ifNoneMatch) {
        if (ifNoneMatch != null && !ifNoneMatch.strip().equals("*")) {
            throw ServiceException.invalid(InputError.inHeader("If-None-Match", "must be *"));
        }
        return new Precondition(Optional.ofNullable(ifMatch), ifNoneMatch != null);
    }

    /** Whether there is anything to be looked at before the capture. */
    boolean isGiven() {
        return ifMatch.isPresent() || isNew;
    }

    /**
     * @param current the order as it stands, locked; nothing if there is none
     * @throws ServiceException {@code order-changed} if it is not what is expected
     */
    void check(Optional<OrderRow> current) {
        boolean holds = (!isNew || current.isEmpty())
                && ifMatch.map(tags -> current.filter(order -> OrderETag.matches(tags, order.capturedAt()))
                                .isPresent())
                        .orElse(true);
        if (!holds) {
            throw refusal();
        }
    }

    /** What a capture is refused with that came between. */
    static ServiceException refusal() {
        return new ServiceException(
                ErrorType.ORDER_CHANGED,
                "The order does not match If-Match or If-None-Match. Fetch it again and retry with its current ETag.");
    }
}
