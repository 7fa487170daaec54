package sslorders.ca;

import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.ca.CodeTable.Meaning;

/**
 * Classifies the text of a failure whose code is absent or not documented. A failure that the CA calls internal or a timeout says
 * nothing about the mail; a rejection would start no cool-down and let a second mail out. The text is not kept.
 */
final class FailureText {
    private static final Pattern INTERNAL = Pattern.compile(
            "internal|time[ds]?[ _-]?out|(system|server|unexpected|unknown)[ _]?(error|failure|exception)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern THROTTLED = Pattern.compile(
            "too[ _]?many[ _]?(requests|calls|commands)|rate[ _-]?limit|throttl", Pattern.CASE_INSENSITIVE);

    private static final Pattern PASSING =
            Pattern.compile("unavailable|temporar|maintenance|try again|resubmit", Pattern.CASE_INSENSITIVE);

    private FailureText() {}

    /** Returns what the CA calls its failure; empty if that is not its own failure and not throttling. */
    static Optional<Meaning> meaning(String text) {
        // A failure inside of the CA may come after the mail, also if it names a limit; a retry could send a second
        // one.
        if (INTERNAL.matcher(text).find()) {
            return Optional.of(Meaning.UNKNOWN);
        }
        if (THROTTLED.matcher(text).find()) {
            return Optional.of(Meaning.NOT_EXECUTED);
        }
        return PASSING.matcher(text).find() ? Optional.of(Meaning.UNKNOWN) : Optional.empty();
    }
}
