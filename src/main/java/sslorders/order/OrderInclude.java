package sslorders.order;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Additional members of the orders in a list. They need a separate statement, so a client must request them. */
enum OrderInclude {
    /** The newest resend of each order, and the time of the next possible resend. */
    LAST_RESEND("lastResend");

    private final String wireName;

    OrderInclude(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static Optional<OrderInclude> parse(String text) {
        return Arrays.stream(values())
                .filter(include -> include.wireName.equals(text))
                .findFirst();
    }

    /** Returns all names, for an error message. */
    static String wireNames() {
        return Arrays.stream(values()).map(OrderInclude::wireName).collect(Collectors.joining(", "));
    }
}
