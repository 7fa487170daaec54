package sslorders.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of the page. */
final class Languages {
    static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.forLanguageTag("es"), Locale.FRENCH);

    /** A browser sends about 100 characters; a longer header is not parsed. */
    private static final int LONGEST_HEADER = 1000;

    private Languages() {}

    /** Returns the language of that tag; empty if the page does not have it. */
    static Optional<Locale> of(String tag) {
        return ALL.stream().filter(locale -> locale.toLanguageTag().equals(tag)).findFirst();
    }

    /**
     * Returns the language that the person chose, else the best one of the header, else English.
     *
     * @param chosen the value of the cookie; null without one
     * @param accepted the header {@code Accept-Language}; null without one
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
