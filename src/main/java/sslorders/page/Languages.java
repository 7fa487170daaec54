package sslorders.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of the page. */
final class Languages {
    static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.forLanguageTag("es"), Locale.FRENCH);

    /** The maximum length of a header that is parsed. A browser sends about 100 characters. */
    private static final int LONGEST_HEADER = 1000;

    private Languages() {}

    /** Returns the language for a tag; empty if the page does not support that language. */
    static Optional<Locale> of(String tag) {
        return ALL.stream().filter(locale -> locale.toLanguageTag().equals(tag)).findFirst();
    }

    /**
     * Returns the language that the person chose. Without a choice, returns the best language in the header, or English.
     *
     * @param chosen the value of the cookie; null if absent
     * @param accepted the header {@code Accept-Language}; null if absent
     */
    static Locale best(String chosen, String accepted) {
        return of(chosen).or(() -> accepted(accepted)).orElse(Locale.ENGLISH);
    }

    private static Optional<Locale> accepted(String header) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(header), ALL));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
