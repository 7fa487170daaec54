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
 * Classifies failures of the database: whether the database was unavailable to a request, which may succeed when it is
 * repeated, or the statement is wrong and fails again.
 */
public final class DatabaseErrors {
    /**
     * The beginnings of PostgreSQL's SQLSTATEs (appendix A of its manual) that mean unavailable: connection exceptions,
     * insufficient resources, and a server or session that an operator or a timeout ended.
     */
    private static final Set<String> CLASSES = Set.of("08", "53", "57P");

    /**
     * Others: a server that has become a read-only standby; a transaction that was idle or took too long; one that
     * PostgreSQL chose to end because of others, by a serialization failure or a deadlock; a lock that was not available in
     * time; a statement that was canceled, by its timeout or an operator.
     */
    private static final Set<String> STATES = Set.of("25006", "25P03", "25P04", "40001", "40P01", "55P03", "57014");

    private DatabaseErrors() {}

    /** Whether a failure, or a cause of it, is that of a database that is unavailable, as a whole or to this request. */
    public static boolean isCauseOf(Throwable failure) {
        return cause(failure).isPresent();
    }

    /** One line for the log with the SQLSTATE and what the database said; of the failure itself, if it is not the database's. */
    public static String describe(Throwable failure) {
        return cause(failure)
                .map(error -> "SQLSTATE " + error.getSQLState() + ", " + firstLine(error))
                .orElseGet(() -> firstLine(failure));
    }

    private static Optional<SQLException> cause(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> next = new ArrayDeque<>();
        add(next, failure);
        while (!next.isEmpty()) {
            Throwable one = next.removeFirst();
            if (!seen.add(one)) {
                continue;
            }
            if (one instanceof SQLException error) {
                if (isAway(error)) {
                    return Optional.of(error);
                }
                add(next, error.getNextException());
            }
            add(next, one.getCause());
            // The transaction manager keeps what made a commit fail beside its own exception.
            next.addAll(Arrays.asList(one.getSuppressed()));
        }
        return Optional.empty();
    }

    private static void add(Deque<Throwable> next, Throwable failure) {
        if (failure != null) {
            next.add(failure);
        }
    }

    private static boolean isAway(SQLException error) {
        String state = error.getSQLState();
        if (state == null) {
            // The pool gives no state when it has no connection to give, nor another type. Errors of the driver have
            // both.
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
