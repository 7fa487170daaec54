package sslorders.order;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sort orders of the list. Ties are sorted by ID in the same direction. Each sort order is served by a forward or backward scan of
 * one index.
 */
enum OrderSort {
    /** By expiry, soonest first; orders without an expiry last. */
    EXPIRES_AT("expiresAt", "expirySort", false, OrderRow::expirySort),
    /** By expiry, latest first; orders without an expiry before all others. */
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

    /** Returns the sort key of an order. */
    Instant keyOf(OrderRow row) {
        return key.apply(row);
    }

    /** Returns the HQL condition for orders after the position {@code :sortTime} and {@code :id}. */
    String after() {
        // PostgreSQL evaluates a row comparison with one index range scan, regardless of the page's position.
        return "(" + property + ", id) " + (isDescending ? "<" : ">") + " (:sortTime, :id)";
    }

    /** Returns the HQL expressions of the {@code order by} clause. */
    String orderBy() {
        return isDescending ? property + " desc, id desc" : property + ", id";
    }
}
