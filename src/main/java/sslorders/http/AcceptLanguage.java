package sslorders.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sslorders.text.Languages;

/**
 * Chooses the language of a response from {@code Accept-Language} (RFC 9110, 12.5.4) by lookup (RFC 4647, 3.4): {@code de-AT} accepts
 * German. The header never causes an error. Malformed elements are ignored, and the language is English if no supported language is
 * accepted.
 */
public final class AcceptLanguage {
    /** The maximum length of a header that is parsed. A browser sends about 100 characters. */
    private static final int LONGEST_HEADER = 1000;

    private static final String ANY = "*";
    private static final Pattern ELEMENT = Pattern.compile(
            "([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\\*)(?:[ \t]*;[ \t]*q[ \t]*=[ \t]*(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?",
            Pattern.CASE_INSENSITIVE);

    /**
     * An element of the header.
     *
     * @param tag a language tag in lower case, or {@value #ANY}
     * @param weight 0 to 1; 0 excludes the language
     */
    private record Range(String tag, float weight) {}

    private AcceptLanguage() {}

    /** Returns the language for the response. */
    public static Locale of(HttpServerRequest request) {
        return best(request.headers().getAll(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /**
     * Sets {@code Content-Language}, and adds {@code Accept-Language} to {@code Vary}, which can already have other values, for example
     * of CORS.
     */
    public static void describe(Locale language, HttpServerResponse response) {
        response.putHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
        response.putHeader(HttpHeaders.VARY, vary(response.headers().getAll(HttpHeaders.VARY)));
    }

    /**
     * Returns the supported language that the header prefers.
     *
     * @param headers the values of all {@code Accept-Language} headers of the request
     */
    public static Locale best(List<String> headers) {
        String header = String.join(",", headers);
        return header.isEmpty() || header.length() > LONGEST_HEADER
                ? Languages.DEFAULT
                : best(ranges(header), Languages.ALL).orElse(Languages.DEFAULT);
    }

    /**
     * Returns a value of {@code Vary} with all given values and {@code Accept-Language}, each of them once.
     *
     * @param existing the values of all {@code Vary} headers of the response
     */
    static String vary(List<String> existing) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Set<String> distinct = new LinkedHashSet<>();
        for (String value : existing) {
            for (String name : value.split(",")) {
                if (!name.isBlank() && names.add(name.strip())) {
                    distinct.add(name.strip());
                }
            }
        }
        if (names.contains(ANY)) {
            return ANY;
        }
        if (names.add(HttpHeaders.ACCEPT_LANGUAGE)) {
            distinct.add(HttpHeaders.ACCEPT_LANGUAGE);
        }
        return String.join(", ", distinct);
    }

    private static List<Range> ranges(String header) {
        List<Range> ranges = new ArrayList<>();
        for (String element : header.split(",")) {
            Matcher range = ELEMENT.matcher(element.strip());
            if (range.matches()) {
                float weight = range.group(2) == null ? 1 : Float.parseFloat(range.group(2));
                ranges.add(new Range(range.group(1).toLowerCase(Locale.ROOT), weight));
            }
        }
        // The sort is stable: of elements with the same weight, the first one is preferred.
        ranges.sort(Comparator.comparing(Range::weight).reversed());
        return ranges;
    }

    private static Optional<Locale> best(List<Range> ranges, List<Locale> supported) {
        Set<String> named = ranges.stream().map(Range::tag).collect(Collectors.toSet());
        List<Locale> allowed = supported.stream()
                .filter(language -> !ranges.contains(new Range(language.toLanguageTag(), 0)))
                .toList();
        for (Range range : ranges) {
            if (range.weight() == 0) {
                break;
            }
            Optional<Locale> found = allowed.stream()
                    .filter(language -> range.tag().equals(ANY)
                            ? !named.contains(language.toLanguageTag())
                            : isPrefix(language.toLanguageTag(), range.tag()))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isPrefix(String language, String tag) {
        return tag.equals(language) || tag.startsWith(language + "-");
    }
}
