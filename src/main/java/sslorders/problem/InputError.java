package sslorders.problem;

/**
 * One thing that is wrong with a request, for the {@code errors} member of a problem.
 *
 * @param in where it stands: {@code body}, {@code query}, {@code path} or {@code header}
 * @param name the parameter's name, or a JSON pointer (RFC 6901) into the body
 * @param detail what is wrong, for a person; never a class name, never the refused value itself
 */
public record InputError(String in, String name, String detail) {
    private static final int LONGEST_NAME = 64;

    /** A name that is not ours comes from the request, so it is kept short and on one line. */
    public InputError {
        String line = name.replaceAll("\\p{Cntrl}", "?");
        name = line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
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
