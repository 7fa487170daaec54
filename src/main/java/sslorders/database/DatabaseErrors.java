package sslorders.database;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Detects exceptions that mean that the database was unavailable, so that the request can succeed on a retry. A retry does not
 * help with other database errors.
 */
public final class DatabaseErrors {
    /**
     * The prefixes of SQLSTATEs that mean unavailable: connection exceptions, insufficient resources, and a server or session
     * that an operator or a timeout terminated. Source: appendix A of PostgreSQL's manual.
     */
    private static final Set<String> CLASSES = Set.of("08", "53", "57P");

    /**
     * Single SQLSTATEs that mean unavailable, in order: a read-only standby; a transaction that was idle or open for too long; a
     * serialization failure; a deadlock; a lock timeout; a statement that was canceled by its timeout or an operator.
     */
    private static final Set<String> STATES = Set.of("25006", "25P03", "25P04", "40001", "40P01", "55P03", "57014");

    private DatabaseErrors() {}

    /** Returns true if the exception, or one of its causes, means that the database was unavailable to this request. */
    public static boolean isCauseOf(Throwable failure) {
        return cause(failure).isPresent();
    }

    /** Returns one line for the log: the SQLSTATE and message of the database, or the message of any other exception. */
    public static String describe(Throwable failure) {
        return cause(failure)
                .map(error -> "SQLSTATE " + error.getSQLState() + ", " + firstLine(error))
                .orElseGet(() -> firstLine(failure));
    }

    private static Optional<SQLException> cause(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> queue = new ArrayDeque<>();
        add(queue, failure);
        while (!queue.isEmpty()) {
            Throwable current = queue.removeFirst();
            if (!seen.add(current)) {
                continue;
            }
            if (current instanceof SQLException error) {
                if (isUnavailable(error)) {
                    return Optional.of(error);
                }
                add(queue, error.getNextException());
            }
            add(queue, current.getCause());
            // The transaction manager adds the cause of a failed commit as a suppressed exception.
            queue.addAll(Arrays.asList(current.getSuppressed()));
        }
        return Optional.empty();
    }

    private static void add(Deque<Throwable> queue, Throwable failure) {
        if (failure != null) {
            queue.add(failure);
        }
    }

    private static boolean isUnavailable(SQLException error) {
        String state = error.getSQLState();
        if (state == null) {
            // If no connection is available, the pool throws a plain SQLException without a state. Exceptions of the
            // driver have a state or a type of their own.
            return error.getClass() == SQLException.class;
        }
        return STATES.contains(state) || CLASSES.stream().anyMatch(state::startsWith);
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
