package sslorders.text;

import java.util.function.IntPredicate;

/**
 * Detects and escapes characters that can break or forge a line of text. These are control and format characters, line and
 * paragraph separators, and unpaired surrogates, which cannot be encoded.
 */
public final class Unprintable {
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE_ASCII = '~';

    private Unprintable() {}

    /** Returns true if the code point is unprintable. */
    public static boolean is(int codePoint) {
        if (codePoint >= FIRST_PRINTABLE && codePoint <= LAST_PRINTABLE_ASCII) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** Returns true if the text contains an unprintable character. */
    public static boolean isIn(String text) {
        return first(text, codePoint -> false) < text.length();
    }

    /** Returns the text with unprintable characters in escaped form, such as {@code \u001b}; the same text if it has none. */
    public static String escaped(String text) {
        return escaped(text, codePoint -> false);
    }

    /**
     * Returns the text with unprintable characters in escaped form, except for some characters.
     *
     * @param isExempt true for code points that are not escaped
     */
    public static String escaped(String text, IntPredicate isExempt) {
        int first = first(text, isExempt);
        if (first == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.substring(first).codePoints().forEach(codePoint -> {
            if (is(codePoint) && !isExempt.test(codePoint)) {
                escaped.append("\\u%04x".formatted(codePoint));
            } else {
                escaped.appendCodePoint(codePoint);
            }
        });
        return escaped.toString();
    }

    /** Returns the index of the first unprintable character that is not exempt; the length of the text if there is none. */
    private static int first(String text, IntPredicate isExempt) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            if (character < FIRST_PRINTABLE || character > LAST_PRINTABLE_ASCII) {
                int codePoint = text.codePointAt(i);
                if (is(codePoint) && !isExempt.test(codePoint)) {
                    return i;
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
        return length;
    }
}
