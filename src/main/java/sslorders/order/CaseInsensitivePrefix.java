package sslorders.order;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Converts a case-insensitive prefix to a PostgreSQL regular expression that lists all case variants of each letter. Therefore, the
 * result of a match does not depend on the database locale. The results of {@code lower} and {@code ilike} do: they fold only ASCII
 * letters if {@code LC_CTYPE} is {@code C}.
 *
 * <p>Letters are compared one by one, as in {@link String#equalsIgnoreCase}: {@code i} equals {@code İ} and {@code ı}, but
 * {@code ß} does not equal {@code ss}. So a prefix of a name always matches that name.
 */
final class CaseInsensitivePrefix {
    /** The last code point of the first two Unicode planes, which contain all scripts with letter case. */
    private static final int LAST = 0x1FFFF;

    /** For each folded letter, a bracket expression of all letters that fold to it; no entry for letters without case variants. */
    private static final Map<Integer, String> BRACKETS = brackets();

    private CaseInsensitivePrefix() {}

    /** Returns an ASCII expression that matches each text with the prefix. */
    static String pattern(String prefix) {
        return prefix.codePoints()
                .mapToObj(letter -> {
                    String bracket = BRACKETS.get(fold(letter));
                    return bracket == null ? literal(letter) : bracket;
                })
                .collect(Collectors.joining("", "^", ""));
    }

    private static Map<Integer, String> brackets() {
        Map<Integer, String> letters = new HashMap<>();
        IntStream.rangeClosed(0, LAST)
                .filter(letter -> fold(letter) != letter)
                .forEach(letter -> letters.merge(
                        fold(letter),
                        literal(fold(letter)) + literal(letter),
                        (known, both) -> known + literal(letter)));
        letters.replaceAll((folded, all) -> '[' + all + ']');
        return letters;
    }

    private static int fold(int letter) {
        return Character.toLowerCase(Character.toUpperCase(letter));
    }

    /** Returns an ASCII letter or digit unchanged, and any other character as an escape that is also valid inside brackets. */
    private static String literal(int letter) {
        if (letter < 0x80 && Character.isLetterOrDigit(letter)) {
            return String.valueOf((char) letter);
        }
        return Character.isBmpCodePoint(letter) ? "\\u%04X".formatted(letter) : "\\U%08X".formatted(letter);
    }
}
