package sslorders.ca.godaddy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the addresses of a history entry: a string with one or more addresses, or an array of strings. */
final class Recipients {
    private static final Pattern SEPARATOR = Pattern.compile("[,;]");
    private static final Pattern IN_BRACKETS = Pattern.compile("[^<>]*<([^<>]+)>");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@]+@[^\\s<>@]+");

    private Recipients() {}

    /** Returns all addresses; empty if there are none, or if any part is not an address. */
    static Optional<List<String>> parse(JsonNode value) {
        List<String> addresses = new ArrayList<>();
        return value != null && addTo(addresses, value) && !addresses.isEmpty()
                ? Optional.of(addresses)
                : Optional.empty();
    }

    private static boolean addTo(List<String> addresses, JsonNode value) {
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (!element.isTextual() || !addTo(addresses, element)) {
                    return false;
                }
            }
            return true;
        }
        return value.isTextual() && addTo(addresses, value.textValue());
    }

    private static boolean addTo(List<String> addresses, String text) {
        for (String part : SEPARATOR.split(text)) {
            String stripped = part.strip();
            Matcher named = IN_BRACKETS.matcher(stripped);
            String address = named.matches() ? named.group(1).strip() : stripped;
            if (!stripped.isEmpty()) {
                if (!ADDRESS.matcher(address).matches()) {
                    return false;
                }
                addresses.add(address);
            }
        }
        return true;
    }
}
