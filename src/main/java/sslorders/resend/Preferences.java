package sslorders.resend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The supported preferences of a request, from its {@code Prefer} headers (RFC 7240). Unknown and malformed preferences are ignored, as
 * the RFC requires. If a preference occurs several times, the first one applies.
 *
 * @param respondAsync whether the client sent {@code respond-async}
 * @param preferredWait the value of {@code wait}: the maximum time for which the client wants to wait for the response
 */
public record Preferences(boolean respondAsync, Optional<Duration> preferredWait) {
    static final Preferences NONE = new Preferences(false, Optional.empty());

    /** The preference of a request that does not wait for the first attempt. */
    public static final Preferences ASYNC = new Preferences(true, Optional.empty());

    private static final String RESPOND_ASYNC = "respond-async";
    private static final String WAIT = "wait";

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern NAME_AND_VALUE =
            Pattern.compile("(" + TOKEN + ")(?:[ \t]*=[ \t]*(" + TOKEN + "|\".*\")?)?");
    private static final Pattern SECONDS = Pattern.compile("0*+([0-9]*+)");

    /** A value above every useful maximum. It replaces numbers with more digits. */
    private static final long MOST_SECONDS = 999_999_999;

    private static final int MOST_DIGITS = 9;

    /**
     * Parses the preferences of a request.
     *
     * @param headers the values of all {@code Prefer} headers of the request
     */
    public static Preferences parse(List<String> headers) {
        if (headers.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new HashMap<>();
        headers.stream().flatMap(header -> split(header, ',').stream()).forEach(preference -> add(preference, values));
        return new Preferences(
                values.containsKey(RESPOND_ASYNC),
                Optional.ofNullable(values.get(WAIT)).flatMap(Preferences::seconds));
    }

    /** Returns whether the response must not wait for the first attempt at all. */
    boolean isAsync() {
        return respondAsync && preferredWait.orElse(Duration.ZERO).isZero();
    }

    /** Returns how long the request waits for the first attempt. */
    Duration waitWithin(Duration longest) {
        return preferredWait
                .filter(preferred -> preferred.compareTo(longest) < 0)
                .orElse(longest);
    }

    /**
     * Returns the value of {@code Preference-Applied}; empty if the client sent no preferences. The value contains the preferences,
     * with the applied wait in whole seconds, rounded up.
     */
    Optional<String> applied(Duration longest) {
        List<String> applied = new ArrayList<>();
        if (respondAsync) {
            applied.add(RESPOND_ASYNC);
        }
        if (preferredWait.isPresent()) {
            applied.add(WAIT + "=" + waitWithin(longest).plusNanos(999_999_999).toSeconds());
        }
        return applied.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", applied));
    }

    /** Adds a preference, unless it or one of its parameters is malformed. */
    private static void add(String preference, Map<String, String> values) {
        List<String> parts = split(preference, ';');
        if (parts.stream()
                .skip(1)
                .anyMatch(parameter -> !parameter.isEmpty() && pair(parameter).isEmpty())) {
            return;
        }
        pair(parts.getFirst()).ifPresent(pair -> values.putIfAbsent(pair.getKey(), pair.getValue()));
    }

    /** Returns the lower-case name and the unquoted value, which is an empty text if it is absent; empty if the text is malformed. */
    private static Optional<Map.Entry<String, String>> pair(String text) {
        Matcher pair = NAME_AND_VALUE.matcher(text);
        if (!pair.matches()) {
            return Optional.empty();
        }
        String name = pair.group(1).toLowerCase(Locale.ROOT);
        return unquoted(Optional.ofNullable(pair.group(2)).orElse("")).map(value -> Map.entry(name, value));
    }

    /** Returns the content of a quoted string, or a token unchanged; empty if the string is malformed. */
    private static Optional<String> unquoted(String word) {
        if (!word.startsWith("\"")) {
            return Optional.of(word);
        }
        StringBuilder content = new StringBuilder();
        for (int i = 1; i < word.length() - 1; i++) {
            char next = word.charAt(i);
            if (next == '\\' && i < word.length() - 2) {
                i++;
                next = word.charAt(i);
            } else if (next == '\\' || next == '"') {
                return Optional.empty();
            }
            content.append(next);
        }
        return Optional.of(content.toString());
    }

    private static Optional<Duration> seconds(String value) {
        Matcher seconds = SECONDS.matcher(value);
        if (value.isEmpty() || !seconds.matches()) {
            return Optional.empty();
        }
        String digits = seconds.group(1);
        return Optional.of(Duration.ofSeconds(
                digits.length() > MOST_DIGITS ? MOST_SECONDS : digits.isEmpty() ? 0 : Long.parseLong(digits)));
    }

    /** Splits at each separator that is not in a quoted string, and strips the parts. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"') {
                quoted = !quoted;
            } else if (quoted && next == '\\') {
                i++;
            } else if (!quoted && next == separator) {
                parts.add(text.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }
}
