package sslorders.log;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Takes addresses and tokens out of a text. No line of ours has any; this is for those of libraries, which quote what they
 * could not understand.
 */
final class Mask {
    /** What a message of several lines, or a stack trace, is made of. */
    static final IntPredicate LINE_BREAK_OR_TAB = letter -> letter == '\n' || letter == '\t';

    /**
     * The part before the @ tells who it is; the domain is that of the order, mostly. Also as it stands in a URL. The domain
     * is matched without a group, which would take stack for each of its labels.
     */
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@\"'<>()\\[\\]{},;:=/]{1,64}(@|%40)(?=[A-Za-z0-9.-]*[A-Za-z0-9-]\\.[A-Za-z]{2})");

    /** A signed token (RFC 7515): its header is JSON, which begins with {@code eyJ} in base64url. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?");

    private static final Pattern BEARER = Pattern.compile("([Bb]earer) +[A-Za-z0-9._~+/=-]{8,}");

    private Mask() {}

    /** The text itself if it has none. */
    static String of(String text) {
        if (text == null) {
            return null;
        }
        String masked = text;
        if (text.indexOf('@') >= 0 || text.contains("%40")) {
            masked = ADDRESS.matcher(masked).replaceAll("***$1");
        }
        if (text.contains("eyJ") || text.contains("earer ")) {
            masked = BEARER.matcher(TOKEN.matcher(masked).replaceAll("***")).replaceAll("$1 ***");
        }
        return masked;
    }
}
