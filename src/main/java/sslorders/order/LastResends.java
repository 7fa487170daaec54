package sslorders.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import sslorders.account.AccountId;

/**
 * Supplies the newest resends for the list of orders. The package {@code resend} implements this interface, because {@code order} does
 * not use {@code resend}.
 */
public interface LastResends {

    /**
     * Returns the newest resend of each order, keyed by order ID. Sends one statement to the database. Orders of other accounts are
     * absent.
     *
     * @param orders the IDs of the orders, at most as many as fit on a page
     */
    Map<String, LastResend> find(AccountId account, List<OrderId> orders, Instant now);

    /**
     * The newest resend of an order, and the time of the next possible resend.
     *
     * @param view the newest resend; null if the order has none
     * @param nextResendAt the time at which the limit ends; null unless limits are the only obstacle to a resend
     */
    record LastResend(View view, Instant nextResendAt) {}

    /** The representation of a resend in the API. */
    interface View {}
}
