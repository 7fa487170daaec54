package sslorders.text;

import java.util.function.IntPredicate;

/**
 * The characters that may break or disguise a line: control and format characters, line and paragraph separators, and
 * surrogates without their partner, which no encoding can write.
 */
public final class Unprintable {
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE_ASCII = '~';

    private Unprintable() {}

    /** Whether the code point is one of these characters. */
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

    /** Whether the text has one of these characters. */
    public static boolean isIn(String text) {
        return first(text, codePoint -> false) < text.length();
    }

    /** Returns the text with each of these characters written as {@code \u001b}; the text itself if it has none. */
    public static String escaped(String text) {
        return escaped(text, codePoint -> false);
    }

    /**
     * The same, but for some that stay.
     *
     * @param stays whether a code point stays as it is
     */
    public static String escaped(String text, IntPredicate stays) {
        int first = first(text, stays);
        if (first == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.substring(first).codePoints().forEach(codePoint -> {
            if (is(codePoint) && !stays.test(codePoint)) {
                escaped.append("\\u%04x".formatted(codePoint));
            } else {
                escaped.appendCodePoint(codePoint);
            }
        });
        return escaped.toString();
    }

    /** The index of the first one that does not stay; the length of the text if there is none. */
    private static int first(String text, IntPredicate stays) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char letter = text.charAt(i);
            if (letter < FIRST_PRINTABLE || letter > LAST_PRINTABLE_ASCII) {
                int codePoint = text.codePointAt(i);
                if (is(codePoint) && !stays.test(codePoint)) {
                    return i;
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
        return length;
    }
}
