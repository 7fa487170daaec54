package sslorders.log;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Masks e-mail addresses and tokens in a text. The service itself logs neither, but libraries can log invalid input.
 */
final class Mask {
    /** Matches the control characters of multi-line messages and stack traces. */
    static final IntPredicate LINE_BREAK_OR_TAB = codePoint -> codePoint == '\n' || codePoint == '\t';

    /**
     * The local part of an e-mail address, also in a percent-encoded form. Only this part identifies the person; the domain is
     * usually that of the order. The domain is matched without a group, because a group uses stack space for each label.
     */
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@\"'<>()\\[\\]{},;:=/]{1,64}(@|%40)(?=[A-Za-z0-9.-]*[A-Za-z0-9-]\\.[A-Za-z]{2})");

    /** A signed token (RFC 7515): its header is JSON, which begins with {@code eyJ} in base64url. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?");

    private static final Pattern BEARER = Pattern.compile("([Bb]earer) +[A-Za-z0-9._~+/=-]{8,}");

    private Mask() {}

    /** Returns the masked text; the same text if it contains neither an address nor a token, and null for null. */
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
