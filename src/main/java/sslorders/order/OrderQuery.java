package sslorders.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import sslorders.account.AccountId;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.paging.ListCursor;
import sslorders.paging.PageRequest;

/**
 * What a caller wants of the list of orders.
 *
 * @param account whose orders
 * @param page how many, and from where on
 * @param after only orders behind this place
 */
record OrderQuery(AccountId account, OrderFilter filter, OrderSort sort, PageRequest page, Optional<ListCursor> after) {

    /**
     * Reads the query of a request.
     *
     * @throws ServiceException {@code invalid-request} naming each wrong parameter, or {@code invalid-cursor}
     */
    static OrderQuery parse(AccountId account, Map<String, List<String>> parameters) {
        List<InputError> errors = new ArrayList<>();
        Set<String> own = new TreeSet<>(OrderFilter.PARAMETERS);
        own.add("sort");
        PageRequest page = PageRequest.read(parameters, own, errors);
        OrderFilter filter = OrderFilter.parse(parameters, errors);
        Optional<String> sort = PageRequest.first(parameters, "sort");
        Optional<OrderSort> known = sort.flatMap(OrderSort::parse);
        if (sort.isPresent() && known.isEmpty()) {
            errors.add(InputError.inQuery("sort", "must be one of " + OrderSort.wireNames()));
        }
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
        OrderSort by = known.orElse(OrderSort.EXPIRES_AT);
        return new OrderQuery(account, filter, by, page, page.after(canonical(account, filter, by), OrderId.FORM));
    }

    /** The cursor of the page behind an order. */
    String cursorBehind(OrderRow last) {
        return new ListCursor(sort.keyOf(last), last.id()).encode(canonical(account, filter, sort));
    }

    /** The next page's address, relative to the host. */
    String uri(String cursor) {
        String by = sort == OrderSort.EXPIRES_AT ? "" : "&sort=" + sort.wireName();
        return "/ssl/orders?cursor=" + cursor + "&limit=" + page.limit() + by + filter.query();
    }

    /** All that decides which orders follow which; the limit does not. */
    private static String canonical(AccountId account, OrderFilter filter, OrderSort sort) {
        return account.value() + '\n' + sort.wireName() + '\n' + filter.query();
    }
}
