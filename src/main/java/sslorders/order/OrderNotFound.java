package sslorders.order;

import sslorders.problem.ErrorType;
import sslorders.problem.RefusedException;

/** The one answer for an order id that is unknown, malformed or another account's: nobody learns which. */
public final class OrderNotFound {

    private OrderNotFound() {}

    public static RefusedException refusal() {
        return new RefusedException(ErrorType.ORDER_NOT_FOUND, "Your account has no order of this id.");
    }
}
