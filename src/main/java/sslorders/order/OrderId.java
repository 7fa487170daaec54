package sslorders.order;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an order, given by the ordering system and unique over all accounts: 1 to 64 of {@code A-Za-z0-9._-}, and
 * neither {@code .} nor {@code ..}, which clients remove from a path (RFC 3986, 5.2.4).
 *
 * @param value the id, case-sensitive
 */
public record OrderId(String value) {
    /** What is wrong with an id of another form. */
    static final String FORM_DETAIL =
            "must be 1 to 64 characters from A-Z, a-z, 0-9, '.', '_' and '-', but not '.' or '..'";

    /** Also of ids that releases before 1.0.1 captured, so that a cursor goes on behind them. */
    static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public OrderId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("invalid order ID");
        }
    }

    /** The id, or nothing if no order can have it. */
    public static Optional<OrderId> parse(String value) {
        return isValid(value) ? Optional.of(new OrderId(value)) : Optional.empty();
    }

    private static boolean isValid(String value) {
        return FORM.matcher(value).matches() && !value.equals(".") && !value.equals("..");
    }
}
