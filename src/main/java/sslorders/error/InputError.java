package sslorders.error;

import sslorders.text.Unprintable;

/**
 * Describes one invalid value of a request, as an item of the member {@code errors} of a problem.
 *
 * @param in the location of the value: {@code body}, {@code query}, {@code path} or {@code header}
 * @param name the name of the parameter, or a JSON pointer (RFC 6901) into the body
 * @param detail the requirement that the value does not meet; must contain neither a class name nor the rejected value
 */
public record InputError(String in, String name, Text detail) {
    private static final int MAX_NAME_LENGTH = 64;

    /** Truncates the name and replaces unprintable characters, because clients can send properties of any name. */
    public InputError {
        name = name.length() <= MAX_NAME_LENGTH ? printable(name) : printable(truncated(name)) + "…";
    }

    /** Truncates the name without splitting a surrogate pair. */
    private static String truncated(String name) {
        boolean splitsPair = Character.isHighSurrogate(name.charAt(MAX_NAME_LENGTH - 1));
        return name.substring(0, splitsPair ? MAX_NAME_LENGTH - 1 : MAX_NAME_LENGTH);
    }

    private static String printable(String name) {
        if (!Unprintable.isIn(name)) {
            return name;
        }
        StringBuilder printable = new StringBuilder();
        name.codePoints().forEach(codePoint -> printable.appendCodePoint(Unprintable.is(codePoint) ? '?' : codePoint));
        return printable.toString();
    }

    public static InputError inBody(String pointer, Detail detail, Object... values) {
        return new InputError("body", pointer, detail.with(values));
    }

    public static InputError inQuery(String parameter, Detail detail, Object... values) {
        return inQuery(parameter, detail.with(values));
    }

    public static InputError inQuery(String parameter, Text detail) {
        return new InputError("query", parameter, detail);
    }

    public static InputError inHeader(String header, Detail detail, Object... values) {
        return new InputError("header", header, detail.with(values));
    }

    public static InputError inPath(String parameter, Detail detail, Object... values) {
        return new InputError("path", parameter, detail.with(values));
    }
}
