package sslorders.order;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The ID of an order, assigned by the ordering system and unique across all accounts. It has 1 to 64 characters of {@code
 * A-Za-z0-9._-}, but is neither {@code .} nor {@code ..}, which clients remove from a path (RFC 3986, 5.2.4).
 *
 * @param value the ID, case-sensitive
 */
public record OrderId(String value) {
    /** Also matches {@code .} and {@code ..}, because releases before 1.0.1 captured them and cursors may contain them. */
    static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public OrderId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("invalid order ID");
        }
    }

    /** Parses an ID; empty if it is invalid. */
    public static Optional<OrderId> parse(String value) {
        return isValid(value) ? Optional.of(new OrderId(value)) : Optional.empty();
    }

    private static boolean isValid(String value) {
        return FORM.matcher(value).matches() && !value.equals(".") && !value.equals("..");
    }
}
