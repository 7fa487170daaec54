package sslorders.support;

import jakarta.inject.Singleton;
import sslorders.account.AccountId;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.order.FoundOrder;
import sslorders.order.OrderId;
import sslorders.order.OrderSearch;
import sslorders.support.OperatorAction.Target;

/** Finds an order of any account, with the account that owns it. */
@Singleton
public class OwnedOrders {
    /** The path of the orders of all accounts. */
    static final String PATH = "/ssl/support/orders";

    private final OrderSearch search;

    OwnedOrders(OrderSearch search) {
        this.search = search;
    }

    /**
     * Returns the order with this ID.
     *
     * @throws ServiceException {@code order-not-found} if there is none, or if the ID is malformed
     */
    OwnedOrder find(String id) {
        return OrderId.parse(id)
                .flatMap(order -> search.find(order)
                        .flatMap(found ->
                                AccountId.parse(found.account()).map(account -> new OwnedOrder(account, order, found))))
                .orElseThrow(() -> new ServiceException(ErrorType.ORDER_NOT_FOUND, Detail.NO_ORDER));
    }

    /** An order and the account that owns it. */
    public record OwnedOrder(AccountId account, OrderId id, FoundOrder found) {

        /** Returns the order as the object of an action. */
        Target target() {
            return Target.ofOrder(account.value(), id.value());
        }
    }
}
