package sslorders.order;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import sslorders.account.AccountId;
import sslorders.problem.ErrorType;
import sslorders.problem.InputError;
import sslorders.problem.RefusedException;

/**
 * What a caller wants of the list.
 *
 * @param account whose orders
 * @param status only orders of this status
 * @param limit how many at the most, 1 to {@value #MAX_LIMIT}
 * @param after only orders behind this place
 */
record OrderQuery(AccountId account, Optional<OrderStatus> status, int limit, Optional<OrderCursor> after) {
    static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;
    private static final Set<String> PARAMETERS = new TreeSet<>(Set.of("cursor", "limit", "status"));
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * Reads the query of a request. A parameter that is not known is refused rather than passed over: a misspelt filter
     * would show orders that were not asked for.
     *
     * @throws RefusedException {@code invalid-request} naming each wrong parameter, or {@code invalid-cursor}
     */
    static OrderQuery parse(AccountId account, MultivaluedMap<String, String> parameters) {
        List<InputError> errors = new ArrayList<>();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            if (!PARAMETERS.contains(parameter.getKey())) {
                errors.add(InputError.inQuery(
                        parameter.getKey(), "is not a parameter; there are " + String.join(", ", PARAMETERS)));
            } else if (parameter.getValue().size() > 1) {
                errors.add(InputError.inQuery(parameter.getKey(), "may be given once"));
            }
        }
        int limit = limit(parameters.getFirst("limit"), errors);
        Optional<OrderStatus> status = status(parameters.getFirst("status"), errors);
        if (!errors.isEmpty()) {
            throw RefusedException.invalid(errors);
        }
        String cursor = parameters.getFirst("cursor");
        OrderQuery first = new OrderQuery(account, status, limit, Optional.empty());
        return cursor == null ? first : first.after(cursor);
    }

    /** The cursor of the page behind an order. */
    String cursorBehind(OrderRow last) {
        return new OrderCursor(last.expirySort(), last.id()).encode(canonical());
    }

    /** The next page's address, relative to the host. */
    String uri(String cursor) {
        String filter = status.map(s -> "&status=" + s.wireName()).orElse("");
        return "/ssl/orders?cursor=" + cursor + "&limit=" + limit + filter;
    }

    private OrderQuery after(String cursor) {
        OrderCursor place = OrderCursor.decode(cursor, canonical())
                .orElseThrow(() -> new RefusedException(
                        ErrorType.INVALID_CURSOR,
                        "The cursor was damaged, or made for another query. Take nextCursor as it was given, with the"
                                + " same filters."));
        return new OrderQuery(account, status, limit, Optional.of(place));
    }

    /** All that decides which orders follow which; the limit does not. */
    private String canonical() {
        return account.value() + '\n' + status.map(OrderStatus::wireName).orElse("");
    }

    private static int limit(String text, List<InputError> errors) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            errors.add(InputError.inQuery("limit", "must be a number from 1 to " + MAX_LIMIT));
        }
        return limit;
    }

    private static Optional<OrderStatus> status(String text, List<InputError> errors) {
        Optional<OrderStatus> status = Optional.ofNullable(text).flatMap(OrderStatus::parse);
        if (text != null && status.isEmpty()) {
            errors.add(InputError.inQuery("status", "must be one of " + OrderStatus.wireNames()));
        }
        return status;
    }
}
