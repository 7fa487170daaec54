package sslorders.order;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the list of orders may be sorted by; ties by id, in the same direction. Each is an index, read one way or the other. */
enum OrderSort {
    /** Soonest first, orders without an expiry last. */
    EXPIRES_AT("expiresAt", "expirySort", false, OrderRow::expirySort),
    /** The same, from its end. */
    EXPIRES_AT_DESCENDING("-expiresAt", "expirySort", true, OrderRow::expirySort),
    /** Oldest first. */
    ORDERED_AT("orderedAt", "orderedAt", false, OrderRow::orderedAt),
    /** Newest first. */
    ORDERED_AT_DESCENDING("-orderedAt", "orderedAt", true, OrderRow::orderedAt);

    private final String wireName;
    private final String property;
    private final boolean isDescending;
    private final Function<OrderRow, Instant> key;

    OrderSort(String wireName, String property, boolean isDescending, Function<OrderRow, Instant> key) {
        this.wireName = wireName;
        this.property = property;
        this.isDescending = isDescending;
        this.key = key;
    }

    static Optional<OrderSort> parse(String text) {
        return Arrays.stream(values())
                .filter(sort -> sort.wireName.equals(text))
                .findFirst();
    }

    static String wireNames() {
        return Arrays.stream(values()).map(OrderSort::wireName).collect(Collectors.joining(", "));
    }

    String wireName() {
        return wireName;
    }

    /** What an order is sorted by. */
    Instant keyOf(OrderRow row) {
        return key.apply(row);
    }

    /** The condition that an order comes behind {@code :sortTime} and {@code :id}, in HQL. */
    String behind() {
        // A row comparison, which PostgreSQL answers by one descent of the index, however deep the page.
        return "(" + property + ", id) " + (isDescending ? "<" : ">") + " (:sortTime, :id)";
    }

    /** The order, in HQL. */
    String orderBy() {
        return isDescending ? property + " desc, id desc" : property + ", id";
    }
}
