package sslorders.command;

/** Reports invalid arguments of the command line. The message names the argument. */
final class UsageException extends RuntimeException {
    /** The exit status after invalid arguments. */
    static final int STATUS = 2;

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
