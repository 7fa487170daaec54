package sslorders.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import sslorders.text.Unprintable;

/**
 * Replaces an exception in the log if its text must be masked. The replacement has the class name and the stack trace of the
 * original.
 */
final class MaskedFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The maximum number of copied causes. A chain of causes can contain a cycle. */
    private static final int MAX_DEPTH = 20;

    private final String text;

    private MaskedFailure(Throwable original, Throwable cause) {
        super(clean(original.getMessage()), cause);
        this.text = clean(original.toString());
        setStackTrace(original.getStackTrace());
    }

    /** Returns the same exception if it needs no mask; otherwise a masked copy without suppressed exceptions. */
    static Throwable of(Throwable failure) {
        return isClean(failure) ? failure : copy(failure, 0);
    }

    private static boolean isClean(Throwable failure) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        return clean(all.toString()).equals(all.toString());
    }

    private static String clean(String text) {
        return text == null ? null : Unprintable.escaped(Mask.of(text), Mask.LINE_BREAK_OR_TAB);
    }

    private static MaskedFailure copy(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        return new MaskedFailure(failure, cause == null || depth == MAX_DEPTH ? null : copy(cause, depth + 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
