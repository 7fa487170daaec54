package sslorders.order;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an order, given by the ordering system and unique over all accounts: 1 to 64 of {@code A-Za-z0-9._-}.
 *
 * @param value the id to the letter
 */
public record OrderId(String value) {
    static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public OrderId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an order id");
        }
    }

    /** The id, or nothing if no order can have it. */
    public static Optional<OrderId> parse(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new OrderId(value)) : Optional.empty();
    }
}
