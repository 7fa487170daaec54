package sslorders.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sslorders.account.AccountId;
import sslorders.problem.InputError;
import sslorders.problem.RefusedException;

/**
 * What a caller wants of the list of orders.
 *
 * @param account whose orders
 * @param status only orders of this status
 * @param limit how many at the most
 * @param after only orders behind this place
 */
record OrderQuery(AccountId account, Optional<OrderStatus> status, int limit, Optional<ListCursor> after) {

    /**
     * Reads the query of a request.
     *
     * @throws RefusedException {@code invalid-request} naming each wrong parameter, or {@code invalid-cursor}
     */
    static OrderQuery parse(AccountId account, Map<String, List<String>> parameters) {
        List<InputError> errors = new ArrayList<>();
        PageRequest page = PageRequest.read(parameters, Set.of("status"), errors);
        Optional<OrderStatus> status = status(PageRequest.first(parameters, "status"), errors);
        if (!errors.isEmpty()) {
            throw RefusedException.invalid(errors);
        }
        return new OrderQuery(account, status, page.limit(), page.after(canonical(account, status), OrderId.FORM));
    }

    /** The cursor of the page behind an order. */
    String cursorBehind(OrderRow last) {
        return new ListCursor(last.expirySort(), last.id()).encode(canonical(account, status));
    }

    /** The next page's address, relative to the host. */
    String uri(String cursor) {
        String filter = status.map(s -> "&status=" + s.wireName()).orElse("");
        return "/ssl/orders?cursor=" + cursor + "&limit=" + limit + filter;
    }

    /** All that decides which orders follow which; the limit does not. */
    private static String canonical(AccountId account, Optional<OrderStatus> status) {
        return account.value() + '\n' + status.map(OrderStatus::wireName).orElse("");
    }

    private static Optional<OrderStatus> status(Optional<String> text, List<InputError> errors) {
        Optional<OrderStatus> status = text.flatMap(OrderStatus::parse);
        if (text.isPresent() && status.isEmpty()) {
            errors.add(InputError.inQuery("status", "must be one of " + OrderStatus.wireNames()));
        }
        return status;
    }
}
