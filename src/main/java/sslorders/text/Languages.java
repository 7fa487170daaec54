package sslorders.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of all texts for clients and users. */
public final class Languages {
    /** The language of a client or user with no supported language. */
    public static final Locale DEFAULT = Locale.ENGLISH;

    public static final List<Locale> ALL = List.of(DEFAULT, Locale.GERMAN, Locale.forLanguageTag("es"), Locale.FRENCH);

    private Languages() {}

    /** Returns the language for a case-insensitive tag; empty if the language is not supported, or the tag is null. */
    public static Optional<Locale> of(String tag) {
        return ALL.stream()
                .filter(language -> language.toLanguageTag().equalsIgnoreCase(tag))
                .findFirst();
    }
}
