package sslorders.paging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;

/** The filters of a list as query parameters in canonical form: for the link to the next page, and for the checksum of the cursor. */
public final class FilterQuery {
    private final StringBuilder text = new StringBuilder();

    /** Adds a parameter, unless its value is empty. */
    public FilterQuery add(String name, Optional<?> value) {
        value.ifPresent(present -> text.append('&').append(name).append('=').append(encoded(present.toString())));
        return this;
    }

    /** Adds a comma-separated parameter, unless there are no values. */
    public FilterQuery addAll(String name, Collection<String> values) {
        return add(name, Optional.of(String.join(",", values)).filter(joined -> !joined.isEmpty()));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2C", ",");
    }

    /** Returns the parameters, each with a leading {@code &}. */
    @Override
    public String toString() {
        return text.toString();
    }
}
