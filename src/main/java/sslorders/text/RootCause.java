package sslorders.text;

/** Finds the root cause of an exception, for log lines that show one exception only. */
public final class RootCause {
    /** The maximum number of causes that are searched. A chain of causes can contain a cycle. */
    private static final int MAX_DEPTH = 50;

    private RootCause() {}

    /** Returns the last exception in the chain of causes; the exception itself if it has no cause. */
    public static Throwable of(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
