package sslorders.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import sslorders.text.Unprintable;

/** Stands for a failure whose message had what no log may have: the same trace, by the name of the original. */
final class MaskedFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** Causes may go in a circle. */
    private static final int DEEPEST = 20;

    private final String shown;

    private MaskedFailure(Throwable original, Throwable cause) {
        super(clean(original.getMessage()), cause);
        this.shown = clean(original.toString());
        setStackTrace(original.getStackTrace());
    }

    /** The failure itself if nothing in it needs a mask; else without what was suppressed. */
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
        return new MaskedFailure(failure, cause == null || depth == DEEPEST ? null : copy(cause, depth + 1));
    }

    @Override
    public String toString() {
        return shown;
    }
}
