package sslorders.support;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import sslorders.error.ServiceException;
import sslorders.order.FoundOrder;
import sslorders.order.OrderSearch;
import sslorders.order.OrderSearchQuery;
import sslorders.order.SearchCriterion;
import sslorders.paging.Page;
import sslorders.paging.PageRequest;
import sslorders.resend.ResendHistory;
import sslorders.resend.ResendView;
import sslorders.support.OperatorAction.Target;
import sslorders.text.MaskedAddress;

/**
 * Reads the orders of all accounts and their resends for a support agent. Each successful read is recorded as an action of the caller.
 */
@Singleton
public class SupportOrders {
    private final OrderSearch search;
    private final OwnedOrders orders;
    private final ResendHistory resends;
    private final OperatorActions actions;

    SupportOrders(OrderSearch search, OwnedOrders orders, ResendHistory resends, OperatorActions actions) {
        this.search = search;
        this.orders = orders;
        this.resends = resends;
        this.actions = actions;
    }

    /**
     * Returns a page of the orders that match.
     *
     * @throws ServiceException {@code invalid-cursor}
     */
    public Page<FoundOrder> search(OrderSearchQuery query) {
        Page<FoundOrder> page = search.page(query);
        actions.record(recorded(query));
        return page;
    }

    /**
     * Returns the order with this ID.
     *
     * @throws ServiceException {@code order-not-found} if there is none, or if the ID is malformed
     */
    public OwnedOrders.OwnedOrder find(String id) {
        OwnedOrders.OwnedOrder order = orders.find(id);
        actions.record(OperatorAction.of(ActionType.GET_ORDER, order.target()));
        return order;
    }

    /**
     * Returns a page of an order's resends without attempts, newest first.
     *
     * @throws ServiceException {@code invalid-cursor}
     */
    public Page<ResendView> history(OwnedOrders.OwnedOrder order, PageRequest request) {
        return recorded(order, resends.views(order.account(), order.id(), request));
    }

    /**
     * Returns a page of an order's resends with their attempts, newest first.
     *
     * @throws ServiceException {@code invalid-cursor}
     */
    public Page<ResendView> historyWithAttempts(OwnedOrders.OwnedOrder order, PageRequest request) {
        return recorded(order, resends.pageWithAttempts(order.account(), order.id(), request));
    }

    private Page<ResendView> recorded(OwnedOrders.OwnedOrder order, Page<ResendView> page) {
        actions.record(OperatorAction.of(ActionType.LIST_RESENDS, order.target()));
        return page;
    }

    private static OperatorAction recorded(OrderSearchQuery query) {
        String value = query.criterion() == SearchCriterion.ADMIN_EMAIL
                ? MaskedAddress.of(query.value())
                : Details.masked(query.value());
        Optional<String> exact = query.isPrefix() ? Optional.empty() : Optional.of(query.value());
        Target target = new Target(
                exact.filter(account -> query.criterion() == SearchCriterion.ACCOUNT_ID),
                exact.filter(order -> query.criterion() == SearchCriterion.ORDER_ID),
                Optional.empty(),
                Optional.empty());
        OperatorAction action = OperatorAction.of(ActionType.SEARCH_ORDERS, target);
        return Details.of(List.of(
                        Details.named(query.criterion().parameter(), Optional.of(value)),
                        Details.named("match", query.isPrefix() ? Optional.of("prefix") : Optional.empty())))
                .map(action::withDetails)
                .orElse(action);
    }
}
