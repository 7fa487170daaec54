package sslorders.text;

/** The failure that a log line shows: the one that all others were caused by. */
public final class RootCause {
    /** Causes may go in a circle. */
    private static final int DEEPEST = 50;

    private RootCause() {}

    /** Returns the last of the causes; the failure itself if it has none. */
    public static Throwable of(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
