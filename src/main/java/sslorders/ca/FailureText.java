package sslorders.ca;

import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.ca.CodeTable.Meaning;

/**
 * Classifies a CA's failure by its text, if its code is absent or not documented. After an internal error or a timeout of the CA, the
 * outcome is unknown. The outcome must not be a rejection, because a rejection would start no cool-down and allow a duplicate. The
 * text is not stored.
 */
final class FailureText {
    private static final Pattern INTERNAL = Pattern.compile(
            "internal|time[ds]?[ _-]?out|(system|server|unexpected|unknown)[ _]?(error|failure|exception)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern THROTTLED = Pattern.compile(
            "too[ _]?many[ _]?(requests|calls|commands)|rate[ _-]?limit|throttl", Pattern.CASE_INSENSITIVE);

    private static final Pattern TEMPORARY =
            Pattern.compile("unavailable|temporar|maintenance|try again|resubmit", Pattern.CASE_INSENSITIVE);

    private FailureText() {}

    /** Returns the meaning of the text; empty if it describes neither a failure of the CA nor throttling. */
    static Optional<Meaning> meaning(String text) {
        // This is checked first, because an internal failure may occur after the e-mail was sent, even if its text
        // mentions a limit.
        if (INTERNAL.matcher(text).find()) {
            return Optional.of(Meaning.UNKNOWN);
        }
        if (THROTTLED.matcher(text).find()) {
            return Optional.of(Meaning.NOT_EXECUTED);
        }
        return TEMPORARY.matcher(text).find() ? Optional.of(Meaning.UNKNOWN) : Optional.empty();
    }
}
