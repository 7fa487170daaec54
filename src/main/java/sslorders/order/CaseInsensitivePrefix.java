package sslorders.order;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A case-insensitive prefix, as a regular expression of PostgreSQL that lists the letters. So the service alone decides which
 * letters are equal: PostgreSQL's {@code lower} and {@code ilike} fold as the database's locale says, and with
 * {@code LC_CTYPE=C} ASCII only.
 *
 * <p>Letters are equal one by one, as in {@link String#equalsIgnoreCase}: {@code i} equals {@code İ} and {@code ı}, and
 * {@code ß} does not equal {@code ss}. So a prefix of a name always matches that name.
 */
final class CaseInsensitivePrefix {
    /** All scripts that have cases are in the first two planes of Unicode. */
    private static final int LAST = 0x1FFFF;

    /** For each folded letter, a bracket expression of all letters that fold to it; absent for a letter without another case. */
    private static final Map<Integer, String> BRACKETS = brackets();

    private CaseInsensitivePrefix() {}

    /** Returns the expression that matches each text that begins with the prefix. It is ASCII, whatever the prefix is. */
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

    /** An ASCII letter or digit, or an escape that has the same meaning inside and outside of brackets. */
    private static String literal(int letter) {
        if (letter < 0x80 && Character.isLetterOrDigit(letter)) {
            return String.valueOf((char) letter);
        }
        return Character.isBmpCodePoint(letter) ? "\\u%04X".formatted(letter) : "\\U%08X".formatted(letter);
    }
}
