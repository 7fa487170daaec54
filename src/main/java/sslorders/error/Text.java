package sslorders.error;

import java.util.List;
import java.util.Locale;
import sslorders.text.Languages;

/**
 * A text for the client, independent of the language.
 *
 * @param values the values of the parameters, in their order; a value can be a text itself
 */
public record Text(Detail detail, List<Object> values) {

    /** @throws IllegalArgumentException if the number of values is wrong */
    public Text {
        if (values.size() != detail.parameters()) {
            throw new IllegalArgumentException(detail + " needs " + detail.parameters() + " values");
        }
    }

    static Text of(Detail detail, Object... values) {
        return new Text(detail, List.of(values));
    }

    /**
     * Returns the text in a language.
     *
     * @param language one of {@link Languages#ALL}
     */
    public String in(Locale language) {
        List<Object> translated = values.stream()
                .map(value -> value instanceof Text text ? text.in(language) : value)
                .toList();
        return ProblemTexts.BUNDLE.text(language, detail.key(), translated);
    }

    /** Returns the text in English, the language of the log. */
    @Override
    public String toString() {
        return in(Languages.DEFAULT);
    }
}
