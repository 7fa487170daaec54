package sslorders.error;

import sslorders.text.Unprintable;

/**
 * One thing that is wrong with a request, for the {@code errors} member of a problem.
 *
 * @param in where it stands: {@code body}, {@code query}, {@code path} or {@code header}
 * @param name the parameter's name, or a JSON pointer (RFC 6901) into the body
 * @param detail what is wrong, for a person; never a class name, never the refused value itself
 */
public record InputError(String in, String name, String detail) {
    private static final int LONGEST_NAME = 64;

    /** A name that is not ours comes from the request, so it is kept short and on one line, and JSON can write it. */
    public InputError {
        name = name.length() <= LONGEST_NAME ? line(name) : line(start(name)) + "…";
    }

    /** The first characters of the name, without the half of a surrogate pair at their end. */
    private static String start(String name) {
        boolean isCut = Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1));
        return name.substring(0, isCut ? LONGEST_NAME - 1 : LONGEST_NAME);
    }

    private static String line(String name) {
        if (!Unprintable.isIn(name)) {
            return name;
        }
        StringBuilder line = new StringBuilder();
        name.codePoints().forEach(codePoint -> line.appendCodePoint(Unprintable.is(codePoint) ? '?' : codePoint));
        return line.toString();
    }

    public static InputError inBody(String pointer, String detail) {
        return new InputError("body", pointer, detail);
    }

    public static InputError inQuery(String parameter, String detail) {
        return new InputError("query", parameter, detail);
    }

    public static InputError inHeader(String header, String detail) {
        return new InputError("header", header, detail);
    }

    public static InputError inPath(String parameter, String detail) {
        return new InputError("path", parameter, detail);
    }
}
