package sslorders.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import sslorders.account.AccountId;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.paging.FilterQuery;
import sslorders.paging.FilterReader;
import sslorders.paging.ListCursor;
import sslorders.paging.PageRequest;

/**
 * A query for a page of the order list.
 *
 * @param account the account that owns the orders
 * @param page the limit and the cursor
 * @param after the position after which the page begins; empty for the first page
 * @param includes the additional members of each order
 */
record OrderQuery(
        AccountId account,
        OrderFilter filter,
        OrderSort sort,
        PageRequest page,
        Optional<ListCursor> after,
        Set<OrderInclude> includes) {

    /**
     * Parses the query of a request.
     *
     * @throws ServiceException {@code invalid-request} with an error for each invalid parameter, or {@code invalid-cursor}
     */
    static OrderQuery parse(AccountId account, Map<String, List<String>> parameters) {
        List<InputError> errors = new ArrayList<>();
        Set<String> own = new TreeSet<>(OrderFilter.PARAMETERS);
        own.addAll(Set.of("sort", "include"));
        PageRequest page = PageRequest.read(parameters, own, errors);
        OrderFilter filter = OrderFilter.parse(parameters, errors);
        Optional<String> sort = PageRequest.first(parameters, "sort");
        Optional<OrderSort> parsed = sort.flatMap(OrderSort::parse);
        if (sort.isPresent() && parsed.isEmpty()) {
            errors.add(InputError.inQuery("sort", Detail.ONE_OF, OrderSort.wireNames()));
        }
        Set<OrderInclude> includes = new FilterReader(parameters, errors)
                .readAll("include", OrderInclude::parse, Detail.LIST_OF.with(OrderInclude.wireNames()));
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
        OrderSort by = parsed.orElse(OrderSort.EXPIRES_AT);
        return new OrderQuery(
                account, filter, by, page, page.after(canonical(account, filter, by), OrderId.FORM), includes);
    }

    /** Returns the cursor of the page that begins after an order. */
    String cursorAfter(OrderRow last) {
        return new ListCursor(sort.keyOf(last), last.id()).encode(canonical(account, filter, sort));
    }

    /** Returns the URI of the next page, without the host. */
    String uri(String cursor) {
        String by = sort == OrderSort.EXPIRES_AT ? "" : "&sort=" + sort.wireName();
        FilterQuery include = new FilterQuery()
                .addAll("include", includes.stream().map(OrderInclude::wireName).toList());
        return "/ssl/orders?cursor=" + cursor + "&limit=" + page.limit() + by + filter.query() + include;
    }

    /**
     * Returns the parameters that determine the sequence of orders. They do not include the limit or the additional members. A cursor
     * is valid only for the same parameters.
     */
    private static String canonical(AccountId account, OrderFilter filter, OrderSort sort) {
        return account.value() + '\n' + sort.wireName() + '\n' + filter.query();
    }
}
