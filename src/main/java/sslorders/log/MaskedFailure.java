package sslorders.log;

/** Stands for a failure whose message had what no log may have: the same trace, by the name of the original. */
final class MaskedFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String shown;

    private MaskedFailure(Throwable original, Throwable cause) {
        super(Mask.of(original.getMessage()), cause);
        this.shown = Mask.of(original.toString());
        setStackTrace(original.getStackTrace());
    }

    /** The failure itself if nothing in its messages needs a mask. */
    static Throwable of(Throwable failure) {
        return isClean(failure) ? failure : copy(failure);
    }

    private static boolean isClean(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String text = each.toString();
            if (!text.equals(Mask.of(text))) {
                return false;
            }
        }
        return true;
    }

    private static Throwable copy(Throwable failure) {
        return new MaskedFailure(failure, failure.getCause() == null ? null : copy(failure.getCause()));
    }

    @Override
    public String toString() {
        return shown;
    }
}
